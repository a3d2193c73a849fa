using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Parses;

/// <summary>One query reads the updates of all subscriptions.</summary>
public sealed class UpdateTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Theory]
    [InlineData(ParseStatus.Pending, false)]
    [InlineData(ParseStatus.Queued, false)]
    [InlineData(ParseStatus.InProgress, false)]
    [InlineData(ParseStatus.Completed, true)]
    [InlineData(ParseStatus.Failed, true)]
    [InlineData(ParseStatus.Cancelled, true)]
    public async Task ReadUpdates_OfTheEnd_ComeOnceTheParseHasEnded(ParseStatus status, bool ended)
    {
        var key = await postgres.InStatusAsync(status);

        var updates = await ReadAsync(new UpdateRequest(key.Id));

        Assert.Equal(ended ? [(key.Id, status, 0)] : [], updates.Select(n => (n.Id, n.Status!.Value, n.Events.Count)));
    }

    [Fact]
    public async Task ReadUpdates_OfAParseThatIsGone_SayThatItHasNoStatus()
    {
        var id = await postgres.Parses.PendingAsync();
        await postgres.Store.DeleteAsync(TestParses.Environment, id, CancellationToken.None);

        Assert.Null(Assert.Single(await ReadAsync(new UpdateRequest(id))).Status);
        Assert.Null(Assert.Single(await ReadAsync(new UpdateRequest(id, 1, 0))).Status);
    }

    [Fact]
    public async Task ReadUpdates_ForEvents_AreTheEventsAfterItsNumberAndHowItStands()
    {
        var key = await postgres.Parses.InProgressAsync();
        await postgres.Store.WritePagesAsync(key, [new ParsedPage(1, "one"), new ParsedPage(2, "two")], 5, CancellationToken.None);
        await postgres.CancelAsync(key.Id);

        var updates = Assert.Single(await ReadAsync(new UpdateRequest(key.Id, 1, 0)));

        Assert.Equal([ParseEventKind.Claimed, ParseEventKind.CancelRequested], updates.Events.Select(e => e.Kind));
        Assert.Equal([2, 3], updates.Events.Select(e => e.Number));
        Assert.Equal((ParseStatus.InProgress, 1, 2, 5, 3),
            (updates.Status, updates.Attempt, updates.PagesDone, updates.PageCount, updates.EventCount));
    }

    [Theory]
    [InlineData(2, 3, false)]
    [InlineData(1, 3, true)]
    [InlineData(2, 2, true)]
    [InlineData(2, null, true)]
    public async Task ReadUpdates_ForEvents_ComeWhenEventsOrPagesAreNew(int after, int? pagesDone, bool any)
    {
        var key = await postgres.Parses.InProgressAsync();
        await postgres.WriteAsync(key, 1, 3);

        Assert.Equal(any, (await ReadAsync(new UpdateRequest(key.Id, after, pagesDone))).Count == 1);
    }

    [Fact]
    public async Task ReadUpdates_OfMany_AreNotMixedUp()
    {
        var running = await postgres.Parses.InProgressAsync();
        var ended = await postgres.InStatusAsync(ParseStatus.Completed);
        var quiet = await postgres.Parses.InProgressAsync();

        var updates = await ReadAsync(new UpdateRequest(running.Id, 0, 0), new UpdateRequest(ended.Id), new UpdateRequest(quiet.Id, 2, 0));

        Assert.Equal(new[] { running.Id, ended.Id }.OrderBy(id => id.ToString(), StringComparer.Ordinal), updates.Select(n => n.Id));
        Assert.Equal(2, updates.Single(n => n.Id == running.Id).Events.Count);
    }

    [Fact]
    public async Task ReadUpdates_OfALongHistory_ComeInPieces()
    {
        var id = await postgres.Parses.PendingAsync();
        await postgres.Database.ExecuteAsync(
            "insert into parseworker.parse_events (parse_id, n, kind, attempt) "
            + "select $1, n, 'handed_back', 0 from generate_series(2, 130) n",
            id.ToString());
        await postgres.Database.ExecuteAsync("update parseworker.parses set event_count = 130 where id = $1", id.ToString());

        var first = Assert.Single(await ReadAsync(new UpdateRequest(id, 0, 0)));
        var second = Assert.Single(await ReadAsync(new UpdateRequest(id, 100, 0)));

        Assert.Equal(Enumerable.Range(1, 100), first.Events.Select(e => e.Number));
        Assert.Equal(Enumerable.Range(101, 30), second.Events.Select(e => e.Number));
    }

    private Task<IReadOnlyList<ParseUpdate>> ReadAsync(params UpdateRequest[] requests) =>
        postgres.Queries.ReadUpdatesAsync(requests, CancellationToken.None);
}
