using System.Text.Json;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Events;

public sealed class ListEventsTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiServer _api = fixture.Server;

    [Fact]
    public async Task List_OfACancelledParse_TellsItsLife()
    {
        var attempt = await _api.Parses.InProgressAsync();
        await _api.Client.PostAsync($"/v1/parses/{attempt.Id}/cancel", null);
        await _api.Store.AcknowledgeCancelAsync(attempt, CancellationToken.None);
        await _api.Store.EndAttemptAsync(attempt, new ParseOutcome.Cancelled(Forced: true), CancellationToken.None);

        var list = await ListAsync(attempt.Id);

        var events = list.GetProperty("data").EnumerateArray().ToList();
        Assert.Equal(["created", "claimed", "cancel_requested", "cancel_observed", "cancelled"], events.Select(Type));
        Assert.Equal([1, 2, 3, 4, 5], events.Select(e => e.GetProperty("n").GetInt32()));
        Assert.Equal([0, 1, 1, 1, 1], events.Select(e => e.GetProperty("attempt").GetInt32()));
        Assert.Equal(
            ["null", """{"worker":"test-worker"}""", """{"requested_by":"tests"}""", """{"worker":"test-worker"}""", """{"forced":true}"""],
            events.Select(e => e.GetProperty("details").GetRawText()));
        Assert.All(events, e =>
            Assert.Equal(["n", "type", "at", "attempt", "details"], e.EnumerateObject().Select(property => property.Name)));
        Assert.All(events, e => Assert.EndsWith("Z", e.GetProperty("at").GetString(), StringComparison.Ordinal));
        Assert.Equal("""{"before":null,"after":null}""", list.GetProperty("list_metadata").GetRawText());
    }

    [Theory]
    [InlineData("retried", """{"error_code":"engine_crashed"}""")]
    [InlineData("failed", """{"error_code":"no_text_layer"}""")]
    [InlineData("handed_back", """{"worker":"test-worker"}""")]
    [InlineData("handed_back", """{"worker":"test-worker","cause":"host_not_started"}""")]
    public async Task List_EndOfAnAttempt_SaysWhyOrWho(string type, string details)
    {
        var attempt = await _api.Parses.InProgressAsync();
        ParseOutcome outcome = type switch
        {
            "retried" => new ParseOutcome.Retried(new ParseError(ParseErrorCodes.EngineCrashed, "It crashed.")),
            "failed" => new ParseOutcome.Failed(new ParseError(ParseErrorCodes.NoTextLayer, "No page holds text.")),
            _ => new ParseOutcome.HandedBack(details.Contains("cause", StringComparison.Ordinal)
                ? HandBackCause.HostNotStarted : HandBackCause.WorkerStops),
        };
        await _api.Store.EndAttemptAsync(attempt, outcome, CancellationToken.None);

        var last = (await ListAsync(attempt.Id)).GetProperty("data")[2];

        Assert.Equal((type, details), (Type(last), last.GetProperty("details").GetRawText()));
    }

    [Theory]
    [InlineData("", "1 2 3 4 5 6", null, null)]
    [InlineData("?limit=2", "1 2", null, "2")]
    [InlineData("?limit=2&after=2", "3 4", "3", "4")]
    [InlineData("?limit=2&after=4", "5 6", "5", null)]
    [InlineData("?limit=2&before=3", "1 2", null, "2")]
    [InlineData("?limit=2&before=5", "3 4", "3", "4")]
    [InlineData("?limit=2&after=2&before=2", "3 4", "3", "4")]
    [InlineData("?order=desc", "6 5 4 3 2 1", null, null)]
    [InlineData("?order=desc&limit=4", "6 5 4 3", null, "3")]
    [InlineData("?order=desc&limit=4&after=3", "2 1", "2", null)]
    [InlineData("?order=desc&limit=2&before=3", "5 4", "5", "4")]
    [InlineData("?after=6", "", null, null)]
    [InlineData("?before=1", "", null, null)]
    [InlineData("?before=0", "", null, null)]
    [InlineData("?after=2147483647", "", null, null)]
    [InlineData("?order=desc&after=2147483647&limit=1", "6", null, "6")]
    [InlineData("?limit=&order=&after=&before=", "1 2 3 4 5 6", null, null)]
    public async Task List_WithCursors_IsOnePageOfTheHistory(string query, string numbers, string? before, string? after)
    {
        var list = await ListAsync(await SixEventsAsync(), query);

        Assert.Equal(numbers, string.Join(' ', list.GetProperty("data").EnumerateArray().Select(e => e.GetProperty("n").GetInt32())));
        Assert.Equal(before, list.GetProperty("list_metadata").GetProperty("before").GetString());
        Assert.Equal(after, list.GetProperty("list_metadata").GetProperty("after").GetString());
    }

    [Theory]
    [InlineData("?limit=0", "invalid_query")]
    [InlineData("?limit=101", "invalid_query")]
    [InlineData("?order=up", "invalid_query")]
    [InlineData("?after=x", "invalid_cursor")]
    [InlineData("?before=-1", "invalid_cursor")]
    [InlineData("?after=99999999999", "invalid_cursor")]
    public async Task List_OutsideTheContract_IsRefused(string query, string code)
    {
        var id = await _api.Parses.PendingAsync();

        await ApiServer.RefusedAsync(await _api.Client.GetAsync($"/v1/parses/{id}/events{query}"), 422, code);
    }

    [Fact]
    public async Task List_OfAnotherEnvironmentOrOfNoParse_Is404()
    {
        var elsewhere = await _api.Parses.PendingAsync("other");

        await ApiServer.RefusedAsync(await _api.Client.GetAsync($"/v1/parses/{elsewhere}/events"), 404, "not_found");
        await ApiServer.RefusedAsync(await _api.Client.GetAsync("/v1/parses/x/events"), 404, "not_found");
        await ApiServer.RefusedAsync(await _api.Anonymous.GetAsync($"/v1/parses/{elsewhere}/events"), 401);
    }

    private async Task<ParseId> SixEventsAsync()
    {
        var id = await _api.Parses.PendingAsync();
        foreach (var again in new[] { true, true, false })
        {
            var attempt = await _api.Store.ClaimAsync(id, "test-worker", TestParses.Lease, CancellationToken.None);
            if (again) await _api.Store.EndAttemptAsync(attempt!.Key, new ParseOutcome.HandedBack(), CancellationToken.None);
        }

        return id;
    }

    private async Task<JsonElement> ListAsync(ParseId id, string query = "") =>
        await ApiServer.ReadAsync(await _api.Client.GetAsync($"/v1/parses/{id}/events{query}"), 200);

    private static string? Type(JsonElement happened) => happened.GetProperty("type").GetString();
}
