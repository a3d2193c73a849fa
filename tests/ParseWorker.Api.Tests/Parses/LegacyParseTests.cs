using System.Text;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Tests.Parses;

/// <summary><c>POST /v1/documents/parse</c>, as clients knew it before April 2026.</summary>
public sealed class LegacyParseTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiServer _api = fixture.Server;

    [Fact]
    public async Task Parse_Completed_Answers200InTheOldShape()
    {
        var answer = PostAsync("legacy");
        await _api.RunAsync(fixture.Database, attempt => _api.CompleteAsync(attempt, "one", "two"));

        var parse = await ApiServer.ReadAsync(await answer, 200);

        Assert.Equal(["document", "usage", "pages", "text"], parse.EnumerateObject().Select(property => property.Name));
        Assert.Equal(["id", "filename", "mime_type"], parse.GetProperty("document").EnumerateObject().Select(property => property.Name));
        Assert.Equal("""{"credits":3.0,"page_count":2}""", parse.GetProperty("usage").GetRawText());
        Assert.Equal("""["one","two"]""", parse.GetProperty("pages").GetRawText());
        Assert.Equal("one\n\ntwo", parse.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Parse_Failed_AnswersWithTheParsesError()
    {
        var answer = PostAsync("legacy that fails");
        var error = new ParseError(ParseErrorCodes.DocumentCorrupt, "It is damaged.");
        await _api.RunAsync(
            fixture.Database, attempt => _api.Store.EndAttemptAsync(attempt, new ParseOutcome.Failed(error), CancellationToken.None));

        await ApiServer.RefusedAsync(await answer, 422, ParseErrorCodes.DocumentCorrupt);
    }

    [Fact]
    public async Task Parse_BadInput_IsRefusedAsACreateIs() =>
        await ApiServer.RefusedAsync(
            await _api.Client.PostAsync("/v1/documents/parse", new StringContent("{}", Encoding.UTF8, "application/json")), 422,
                "missing_document");

    private Task<HttpResponseMessage> PostAsync(string text) => _api.Client.PostAsync(
        "/v1/documents/parse", new StringContent(ApiServer.Body(text, new { browser_canvas = "A4" }), Encoding.UTF8, "application/json"));
}
