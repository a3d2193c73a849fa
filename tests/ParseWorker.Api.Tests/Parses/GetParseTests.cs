using System.Text;
using System.Text.Json;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Parses;

public sealed class GetParseTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiServer _api = fixture.Server;

    [Fact]
    public async Task Get_Completed_JoinsThePagesByOneBlankLine()
    {
        var id = await _api.CompletedAsync("# One\n\n\"a\" <b> & é 日本 😀", "", "Three");

        var parse = await _api.GetAsync(id);

        Assert.Equal("completed", parse.GetProperty("status").GetString());
        Assert.Equal("# One\n\n\"a\" <b> & é 日本 😀\n\n\n\nThree", parse.GetProperty("output").GetProperty("text").GetString());
        Assert.Equal(3, parse.GetProperty("output").GetProperty("pages").GetArrayLength());
        Assert.Equal("""{"credits":4.5,"page_count":3}""", parse.GetProperty("usage").GetRawText());
        Assert.Equal(JsonValueKind.Null, parse.GetProperty("error").ValueKind);
    }

    [Fact]
    public async Task Get_ReadByAVisionModel_ShowsItsTokens()
    {
        var attempt = await _api.Parses.InProgressAsync();
        await _api.Store.WritePagesAsync(attempt, [new ParsedPage(1, "one") { InputTokens = 1200, OutputTokens = 34 }], 1,
            CancellationToken.None);
        await _api.Store.EndAttemptAsync(attempt, new ParseOutcome.Completed(1, 3m), CancellationToken.None);

        Assert.Equal(
            """{"credits":3,"page_count":1,"input_tokens":1200,"output_tokens":34}""",
            (await _api.GetAsync(attempt.Id)).GetProperty("usage").GetRawText());
    }

    [Fact]
    public async Task Get_LongText_ArrivesWhole()
    {
        string[] pages = [.. Enumerable.Range(0, 40).Select(page => string.Concat(Enumerable.Repeat($"page {page} 日本😀 ", 5_000)))];
        var id = await _api.CompletedAsync(pages);

        var output = (await _api.GetAsync(id)).GetProperty("output");

        Assert.Equal(pages, output.GetProperty("pages").EnumerateArray().Select(page => page.GetString()));
        Assert.Equal(string.Join("\n\n", pages), output.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("false")]
    [InlineData("False")]
    [InlineData("0")]
    public async Task Get_WithoutOutput_KeepsTheEmptyObject(string no)
    {
        var id = await _api.CompletedAsync("text");

        var parse = await _api.GetAsync(id, $"?include_output={no}");

        Assert.Equal("""{"pages":[],"text":""}""", parse.GetProperty("output").GetRawText());
        Assert.Equal(1, parse.GetProperty("usage").GetProperty("page_count").GetInt32());
    }

    [Theory]
    [InlineData("true")]
    [InlineData("True")]
    [InlineData("1")]
    [InlineData("")]
    public async Task Get_WithOutput_HasIt(string yes)
    {
        var id = await _api.CompletedAsync("text");

        Assert.Equal("text", (await _api.GetAsync(id, $"?include_output={yes}")).GetProperty("output").GetProperty("text").GetString());
    }

    [Fact]
    public async Task Get_IncludeOutputThatIsNoBoolean_IsRefused() => await ApiServer.RefusedAsync(
        await _api.Client.GetAsync($"/v1/parses/{await _api.CompletedAsync("text")}?include_output=maybe"), 422, "invalid_query");

    [Fact]
    public async Task Get_InProgress_ShowsNoTextYet()
    {
        var attempt = await _api.Parses.InProgressAsync();
        await _api.Store.WritePagesAsync(attempt, [new ParsedPage(1, "one")], 2, CancellationToken.None);

        var parse = await _api.GetAsync(attempt.Id);

        Assert.Equal("in_progress", parse.GetProperty("status").GetString());
        Assert.Equal("""{"pages":[],"text":""}""", parse.GetProperty("output").GetRawText());
        Assert.Equal(JsonValueKind.Null, parse.GetProperty("usage").ValueKind);
    }

    [Theory]
    [InlineData("in_progress")]
    [InlineData("queued")]
    [InlineData("failed")]
    [InlineData("cancelled")]
    public async Task Get_IncludePartial_ShowsThePagesStoredSoFar(string status)
    {
        var attempt = await _api.Parses.InProgressAsync();
        await _api.Store.WritePagesAsync(attempt, [new ParsedPage(1, "one"), new ParsedPage(2, "two")], 9, CancellationToken.None);
        if (status == "cancelled") await _api.Store.RequestCancelAsync(TestParses.Environment, attempt.Id, "tests", CancellationToken.None);
        ParseOutcome outcome = status == "queued"
            ? new ParseOutcome.HandedBack()
            : new ParseOutcome.Failed(new ParseError(ParseErrorCodes.Timeout, "It took too long."));
        if (status != "in_progress") await _api.Store.EndAttemptAsync(attempt, outcome, CancellationToken.None);

        var partial = await _api.GetAsync(attempt.Id, "?include_partial=true");
        var without = await _api.GetAsync(attempt.Id);

        Assert.Equal(status, partial.GetProperty("status").GetString());
        Assert.Equal("""{"pages":["one","two"],"text":"one\n\ntwo"}""", partial.GetProperty("output").GetRawText());
        Assert.Equal("""{"pages":[],"text":""}""", without.GetProperty("output").GetRawText());
        Assert.Equal(without.GetRawText(), partial.GetRawText().Replace(
            partial.GetProperty("output").GetRawText(), without.GetProperty("output").GetRawText(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("?include_partial=true&include_output=false")]
    [InlineData("?include_partial=false")]
    [InlineData("")]
    public async Task Get_CancelledWithoutPartialOutput_IsTheBytesThatCancelAnswers(string query)
    {
        var attempt = await _api.Parses.InProgressAsync();
        await _api.Store.WritePagesAsync(attempt, [new ParsedPage(1, "one")], 9, CancellationToken.None);
        await _api.Store.RequestCancelAsync(TestParses.Environment, attempt.Id, "tests", CancellationToken.None);
        await _api.Store.EndAttemptAsync(attempt, new ParseOutcome.Cancelled(Forced: false), CancellationToken.None);
        var cancelled = await _api.Client.PostAsync($"/v1/parses/{attempt.Id}/cancel", null);

        Assert.Equal(
            await cancelled.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken),
            await _api.Client.GetByteArrayAsync($"/v1/parses/{attempt.Id}{query}"));
    }

    [Fact]
    public async Task Get_IncludePartialOfACompletedParse_ChangesNothing()
    {
        var id = await _api.CompletedAsync("one", "two");

        Assert.Equal(
            await _api.Client.GetByteArrayAsync($"/v1/parses/{id}"),
            await _api.Client.GetByteArrayAsync($"/v1/parses/{id}?include_partial=1"));
    }

    [Fact]
    public async Task Get_IncludePartialThatIsNoBoolean_IsRefused() => await ApiServer.RefusedAsync(
        await _api.Client.GetAsync($"/v1/parses/{await _api.CompletedAsync("text")}?include_partial=maybe"), 422, "invalid_query");

    [Fact]
    public async Task Get_Failed_ShowsTheError()
    {
        var attempt = await _api.Parses.InProgressAsync();
        var details = new Dictionary<string, string> { ["PageNumber"] = "3" };
        var error = new ParseError(ParseErrorCodes.DocumentCorrupt, "It is cut off.", details);
        await _api.Store.EndAttemptAsync(attempt, new ParseOutcome.Failed(error), CancellationToken.None);

        var parse = await _api.GetAsync(attempt.Id);

        Assert.Equal("failed", parse.GetProperty("status").GetString());
        Assert.Equal(
            """{"code":"document_corrupt","message":"It is cut off.","details":{"PageNumber":"3"}}""",
            parse.GetProperty("error").GetRawText());
        Assert.Equal(JsonValueKind.Null, parse.GetProperty("usage").ValueKind);
    }

    [Fact]
    public async Task Get_PercentEncodedId_IsFound()
    {
        var id = await _api.CompletedAsync("text");

        var encoded = id.ToString().Replace("_", "%5F", StringComparison.Ordinal);

        await ApiServer.ReadAsync(await _api.Client.GetAsync($"/v1/parses/{encoded}"), 200);
    }

    [Theory]
    [InlineData("//v1/parses/")]
    [InlineData("/v1/v1/parses/")]
    public async Task Get_SlippedBaseUrl_IsFound(string path)
    {
        var id = await _api.CompletedAsync("text");

        await ApiServer.ReadAsync(await _api.Client.GetAsync(_api.Url.GetLeftPart(UriPartial.Authority) + path + id), 200);
    }

    [Theory]
    [InlineData("prs_01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("parse_123")]
    [InlineData("%F0%9F%98%80")]
    public async Task Get_UnknownId_Is404(string id)
    {
        var error = await ApiServer.RefusedAsync(await _api.Client.GetAsync($"/v1/parses/{id}"), 404, "not_found");

        Assert.Contains("not found", error.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WithABody_IgnoresIt()
    {
        var id = await _api.CompletedAsync("text");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/parses/{id}");
        request.Content = new StringContent("{nonsense", Encoding.UTF8, "application/json");

        await ApiServer.ReadAsync(await _api.Client.SendAsync(request, CancellationToken.None), 200);
    }

    [Fact]
    public async Task Get_PreferWait_AnswersWhenTheParseEnds()
    {
        var attempt = await _api.Parses.InProgressAsync();
        var answer = WaitAsync(attempt.Id, "respond-async, wait=60");
        await _api.CompleteAsync(attempt, "text");

        var response = await answer;

        Assert.Equal("wait=60", Assert.Single(response.Headers.GetValues("Preference-Applied")));
        Assert.Equal("completed", (await ApiServer.ReadAsync(response, 200)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Get_PreferWaitThatRunsOut_AnswersTheCurrentRecord()
    {
        var attempt = await _api.Parses.InProgressAsync();

        var parse = await ApiServer.ReadAsync(await WaitAsync(attempt.Id, "wait=1"), 200);

        Assert.Equal("in_progress", parse.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Get_PreferWaitWhileItIsDeleted_Is404()
    {
        var attempt = await _api.Parses.InProgressAsync();
        var answer = WaitAsync(attempt.Id, "wait=60");
        await _api.Store.DeleteAsync(TestParses.Environment, attempt.Id, CancellationToken.None);

        await ApiServer.RefusedAsync(await answer, 404, "not_found");
    }

    [Fact]
    public async Task Get_Ended_IsTheSameBytesEveryTime()
    {
        var id = await _api.CompletedAsync("one", "two");
        var first = await _api.Client.GetByteArrayAsync($"/v1/parses/{id}");
        await using var other = await ApiServer.StartAsync(fixture.Database);

        Assert.Equal(first, await _api.Client.GetByteArrayAsync($"/v1/parses/{id}"));
        Assert.Equal(first, await other.Client.GetByteArrayAsync($"/v1/parses/{id}"));
    }

    private Task<HttpResponseMessage> WaitAsync(ParseId id, string preference) =>
        _api.Client.SendAsync(HttpMethod.Get, $"/v1/parses/{id}", ("Prefer", preference));
}
