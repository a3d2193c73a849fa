using System.Text;
using System.Text.Json;
using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.Cancelling;

/// <summary>Cancels of many that name nothing, or what can't be meant: nothing is cancelled.</summary>
public sealed class RefusedCancelsTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("{}", 422, "invalid_filter")]
    [InlineData("""{"dry_run":true}""", 422, "invalid_filter")]
    [InlineData("""{"all":false}""", 422, "invalid_filter")]
    [InlineData("""{"all":true,"dryRun":true}""", 422, "invalid_json")]
    [InlineData("""{"status":["queued"],"file_name":"a"}""", 422, "invalid_json")]
    [InlineData("""{"ids":[]}""", 422, "invalid_filter")]
    [InlineData("""{"ids":[null]}""", 422, "invalid_filter")]
    [InlineData("""{"ids":["x"],"all":true}""", 422, "invalid_filter")]
    [InlineData("""{"ids":["x"],"filename":"a"}""", 422, "invalid_filter")]
    [InlineData("""{"status":["completed"]}""", 422, "invalid_filter")]
    [InlineData("""{"status":[]}""", 422, "invalid_filter")]
    [InlineData("""{"all":true,"limit":0}""", 422, "invalid_filter")]
    [InlineData("""{"all":true,"limit":101}""", 422, "invalid_filter")]
    [InlineData("""{"from_date":"never"}""", 400, "invalid_date")]
    [InlineData("""{"status":"queued"}""", 422, "invalid_json")]
    [InlineData("", 422, "invalid_json")]
    [InlineData("null", 422, "invalid_json")]
    [InlineData("[]", 422, "invalid_json")]
    public async Task Cancel_OfNothingThatIsNamed_IsRefused(string body, int status, string code)
    {
        var id = await fixture.Server.Parses.QueuedAsync();

        await ApiServer.RefusedAsync(await PostAsync(body), status, code);

        Assert.Equal("queued", (await fixture.Server.GetAsync(id)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Cancel_HundredAndOneIds_IsRefused() => await ApiServer.RefusedAsync(
        await PostAsync(JsonSerializer.Serialize(new { ids = Enumerable.Range(0, 101).Select(n => $"prs_{n}") })), 422, "invalid_filter");

    private Task<HttpResponseMessage> PostAsync(string body) =>
        fixture.Server.Client.PostAsync("/v1/parses/cancel", new StringContent(body, Encoding.UTF8, "application/json"));
}
