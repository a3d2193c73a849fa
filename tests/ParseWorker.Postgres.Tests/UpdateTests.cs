using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests;

/// <summary>One query tells everybody who waits or follows what they haven't heard.</summary>
public sealed class NewsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Theory]
    [InlineData(ParseStatus.Pending, false)]
    [InlineData(ParseStatus.Queued, false)]
    [InlineData(ParseStatus.InProgress, false)]
    [InlineData(ParseStatus.Completed, true)]
    [InlineData(ParseStatus.Failed, true)]
    [InlineData(ParseStatus.Cancelled, true)]
    public async Task ReadNews_ForAWait_ComeWithTheEnding(ParseStatus status, bool ended)
    {
        var key = await postgres.InStatusAsync(status);

        var news = await ReadAsync(new NewsWish(key.Id));

        Assert.Equal(ended ? [(key.Id, status, 0)] : [], news.Select(n => (n.Id, n.Status!.Value, n.Events.Count)));
    }

    [Fact]
    public async Task ReadNews_OfAParseThatIsGone_SayThatItHasNoStatus()
    {
        var id = await postgres.Parses.PendingAsync();
        await postgres.Store.DeleteAsync(TestParses.Environment, id, CancellationToken.None);

        Assert.Null(Assert.Single(await ReadAsync(new NewsWish(id))).Status);
        Assert.Null(Assert.Single(await ReadAsync(new NewsWish(id, 1, 0))).Status);
    }

    [Fact]
    public async Task ReadNews_ForAFollower_AreTheEventsAfterItsNumberAndHowItStands()
    {
        var key = await postgres.Parses.InProgressAsync();
        await postgres.Store.WritePagesAsync(key, [new PageText(1, "one"), new PageText(2, "two")], 5, CancellationToken.None);
        await postgres.CancelAsync(key.Id);

        var news = Assert.Single(await ReadAsync(new NewsWish(key.Id, 1, 0)));

        Assert.Equal(["claimed", "cancel_requested"], news.Events.Select(e => e.Kind));
        Assert.Equal([2, 3], news.Events.Select(e => e.Number));
        Assert.Equal((ParseStatus.InProgress, 1, 2, 5, 3), (news.Status, news.Attempt, news.PagesDone, news.PageCount, news.EventCount));
    }

    [Theory]
    [InlineData(2, 3, false)]
    [InlineData(1, 3, true)]
    [InlineData(2, 2, true)]
    [InlineData(2, null, true)]
    public async Task ReadNews_ForAFollower_ComeWhenEventsOrPagesAreNew(int after, int? pagesDone, bool any)
    {
        var key = await postgres.Parses.InProgressAsync();
        await postgres.WriteAsync(key, 1, 3);

        Assert.Equal(any, (await ReadAsync(new NewsWish(key.Id, after, pagesDone))).Count == 1);
    }

    [Fact]
    public async Task ReadNews_OfMany_AreNotMixedUp()
    {
        var running = await postgres.Parses.InProgressAsync();
        var ended = await postgres.InStatusAsync(ParseStatus.Completed);
        var quiet = await postgres.Parses.InProgressAsync();

        var news = await ReadAsync(new NewsWish(running.Id, 0, 0), new NewsWish(ended.Id), new NewsWish(quiet.Id, 2, 0));

        Assert.Equal(new[] { running.Id, ended.Id }.OrderBy(id => id.ToString(), StringComparer.Ordinal), news.Select(n => n.Id));
        Assert.Equal(2, news.Single(n => n.Id == running.Id).Events.Count);
    }

    [Fact]
    public async Task ReadNews_OfALongHistory_ComeInPieces()
    {
        var id = await postgres.Parses.PendingAsync();
        await postgres.Database.ExecuteAsync(
            "insert into parseworker.parse_events (parse_id, n, kind, attempt) select $1, n, 'handed_back', 0 from generate_series(2, 130) n",
            id.ToString());
        await postgres.Database.ExecuteAsync("update parseworker.parses set event_count = 130 where id = $1", id.ToString());

        var first = Assert.Single(await ReadAsync(new NewsWish(id, 0, 0)));
        var second = Assert.Single(await ReadAsync(new NewsWish(id, 100, 0)));

        Assert.Equal(Enumerable.Range(1, 100), first.Events.Select(e => e.Number));
        Assert.Equal(Enumerable.Range(101, 30), second.Events.Select(e => e.Number));
    }

    private Task<IReadOnlyList<ParseNews>> ReadAsync(params NewsWish[] wishes) =>
        postgres.Queries.ReadNewsAsync(wishes, CancellationToken.None);
}
