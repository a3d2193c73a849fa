using System.Net;
using Microsoft.Extensions.Configuration;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Events;

public sealed class FollowEventsTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiServer _api = fixture.Server;

    [Fact]
    public async Task Follow_ALife_TellsWhatWasThenWhatHappensAndEnds()
    {
        var id = await _api.Parses.PendingAsync();
        await using var events = await EventReader.OpenAsync(_api, id);
        Assert.Equal("created", await events.NextAsync(1));

        var attempt = await _api.Store.ClaimAsync(id, "test-worker", TestParses.Lease, CancellationToken.None);
        Assert.Equal("claimed", await events.NextAsync(1));
        await _api.Store.WritePagesAsync(attempt!.Key, [new ParsedPage(1, "one")], 2, CancellationToken.None);
        var progress = await events.NextAsync();
        await _api.Store.EndAttemptAsync(attempt.Key, new ParseOutcome.Completed(2, 2m), CancellationToken.None);

        Assert.Equal("""{"pages_done":1,"page_count":2}""", progress!.Value.GetProperty("details").GetRawText());
        Assert.Equal("completed", await events.RestAsync());
        Assert.Equal("3", events.Parser.LastEventId);
    }

    [Fact]
    public async Task Follow_DataOfAnEvent_IsTheObjectOfTheList()
    {
        var id = await _api.CompletedAsync("text");
        var list = await ApiServer.ReadAsync(await _api.Client.GetAsync($"/v1/parses/{id}/events"), 200);
        await using var events = await EventReader.OpenAsync(_api, id);

        foreach (var happened in list.GetProperty("data").EnumerateArray())
        {
            var told = await events.NextAsync();
            if (told!.Value.GetProperty("n").ValueKind == System.Text.Json.JsonValueKind.Null) told = await events.NextAsync();
            Assert.Equal(happened.GetRawText(), told!.Value.GetRawText());
        }
    }

    [Fact]
    public async Task Follow_HeadersForProxies_AreThere()
    {
        await using var events = await EventReader.OpenAsync(_api, await _api.Parses.PendingAsync());

        Assert.Equal("text/event-stream", events.Response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no", Assert.Single(events.Response.Headers.GetValues("X-Accel-Buffering")));
        Assert.True(events.Response.Headers.CacheControl!.NoStore);
        Assert.Equal("Accept", Assert.Single(events.Response.Headers.Vary));
        Assert.StartsWith("req_", Assert.Single(events.Response.Headers.GetValues("x-request-id")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "1")]
    [InlineData("?after=1", null)]
    [InlineData("?after=0", "1")]
    public async Task Follow_WithTheLastEventSeen_GoesOnAfterIt(string query, string? lastEventId)
    {
        var attempt = await _api.Parses.InProgressAsync();
        await _api.Store.EndAttemptAsync(attempt, new ParseOutcome.HandedBack(), CancellationToken.None);
        await using var events = await EventReader.OpenAsync(_api, attempt.Id, query, lastEventId);

        Assert.Equal("claimed handed_back", await events.NextAsync(2));
    }

    [Fact]
    public async Task Follow_EndedAndAllSeen_SaysThatNothingMoreComes()
    {
        var id = await _api.CompletedAsync("text");

        using var answer = await EventReader.ConnectAsync(_api, id, lastEventId: "3");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    // Else the stream would wait for the first event for as long as its client does.
    [Fact]
    public async Task Follow_EndedWithItsEventsPurged_SaysThatNothingMoreComes()
    {
        var id = await _api.CompletedAsync("text");
        await fixture.Database.ExecuteAsync("delete from parseworker.parse_events where parse_id = $1", id.ToString());

        using var answer = await EventReader.ConnectAsync(_api, id, lastEventId: null);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [Fact]
    public async Task Follow_NumberBeyondTheHistory_StillHearsTheEnd()
    {
        var attempt = await _api.Parses.InProgressAsync();
        await using var events = await EventReader.OpenAsync(_api, attempt.Id, lastEventId: "99");

        await _api.CompleteAsync(attempt, "text");

        Assert.Contains("completed", await events.RestAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follow_ParseIsDeleted_Ends()
    {
        var attempt = await _api.Parses.InProgressAsync();
        await using var events = await EventReader.OpenAsync(_api, attempt.Id, lastEventId: "2");

        await _api.Client.DeleteAsync($"/v1/parses/{attempt.Id}");

        Assert.Equal("", await events.RestAsync());
        await ApiServer.RefusedAsync(await EventReader.ConnectAsync(_api, attempt.Id, lastEventId: "2"), 404, "not_found");
    }

    [Fact]
    public async Task Follow_ProcessStops_Ends()
    {
        await using var api = await ApiServer.StartAsync(fixture.Database);
        var id = await api.Parses.PendingAsync();
        await using var events = await EventReader.OpenAsync(api, id, lastEventId: "1");

        await api.StopAsync();

        Assert.Equal("", await events.RestAsync());
    }

    [Fact]
    public async Task Follow_Silence_IsBrokenByComments()
    {
        await using var api = await StartAsync("Waits:Heartbeat", "00:00:01");
        var id = await api.Parses.PendingAsync();
        using var response = await EventReader.ConnectAsync(api, id, lastEventId: "1");
        using var body = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var lines = new List<string?>();
        while (lines.Count < 6) lines.Add(await body.ReadLineAsync(TestContext.Current.CancellationToken));

        Assert.Equal(["retry: 1000", "", ":", "", ":", ""], lines);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    public async Task Follow_LastEventIdThatIsNoNumber_IsRefused(string lastEventId) => await ApiServer.RefusedAsync(
        await EventReader.ConnectAsync(_api, await _api.Parses.PendingAsync(), lastEventId: lastEventId), 422, "invalid_cursor");

    [Fact]
    public async Task Follow_AnotherEnvironmentsParse_Is404() => await ApiServer.RefusedAsync(
        await EventReader.ConnectAsync(_api, await _api.Parses.PendingAsync("other")), 404, "not_found");

    [Theory]
    [InlineData("application/json, text/event-stream;q=0", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/event-stream, */*;q=0.1", "text/event-stream")]
    [InlineData("TEXT/Event-Stream", "text/event-stream")]
    public async Task Accept_OfTheClient_DecidesWhatItGets(string accept, string contentType)
    {
        var id = await _api.CompletedAsync("text");

        using var answer = await _api.Client.StreamAsync($"/v1/parses/{id}/events", ("Accept", accept));

        Assert.Equal(contentType, answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Follow_MoreThanMayFollow_IsRefusedUntilOneLeaves()
    {
        await using var api = await StartAsync("Waits:MaxFollowers", "2");
        var id = await api.Parses.PendingAsync();
        await using var first = await EventReader.OpenAsync(api, id);
        var second = await EventReader.OpenAsync(api, id);

        var refused = await EventReader.ConnectAsync(api, id);
        Assert.Equal("5", refused.Headers.RetryAfter!.ToString());
        await ApiServer.RefusedAsync(refused, 503, "too_many_followers");
        await second.DisposeAsync();

        using var third = await Eventually.BecomesAsync(() => EventReader.ConnectAsync(api, id), answer => answer.IsSuccessStatusCode);
    }

    private Task<ApiServer> StartAsync(string setting, string value) => ApiServer.StartAsync(
        fixture.Database,
        builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { [setting] = value }));
}
