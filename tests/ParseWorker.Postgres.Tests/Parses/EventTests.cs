using ParseWorker.Core.Parses;

namespace ParseWorker.Postgres.Tests.Parses;

/// <summary>The history of every way through the table of transitions.</summary>
public sealed class EventTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Theory]
    [InlineData("complete", "created claimed completed", null)]
    [InlineData("fail", "created claimed failed", "no_text_layer")]
    [InlineData("hand back", "created claimed handed_back", "test-worker")]
    [InlineData("retry", "created claimed retried", "engine_crashed")]
    [InlineData("take back", "created claimed taken_back", "test-worker")]
    [InlineData("cancel", "created claimed cancel_requested", "tester")]
    [InlineData("cancel, then complete", "created claimed cancel_requested cancelled", null)]
    [InlineData("cancel, then cancelled", "created claimed cancel_requested cancelled", "forced")]
    [InlineData("cancel, then take back", "created claimed cancel_requested cancelled", "test-worker")]
    public async Task ReadEvents_AfterEachMove_TellWhatHappened(string moves, string kinds, string? detail)
    {
        var key = await postgres.Parses.InProgressAsync();

        foreach (var move in moves.Split(", then ")) await MakeAsync(key, move);

        var events = await postgres.ReadEventsAsync(key.Id);
        Assert.Equal(kinds, string.Join(' ', events.Select(e => e.Kind.ToWire())));
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(e => e.Number));
        Assert.Equal([0, .. Enumerable.Repeat(1, events.Count - 1)], events.Select(e => e.Attempt));
        Assert.Equal(detail, events[^1].Detail);
        Assert.Equal(events.Select(e => e.At).Order(), events.Select(e => e.At));
    }

    [Fact]
    public async Task ReadEvents_OfALongLife_AreNumberedWithoutAGap()
    {
        var id = await postgres.Parses.PendingAsync("long-life");
        await postgres.Store.AdmitAsync("long-life", CancellationToken.None);
        foreach (var outcome in new[] { Outcomes.HandedBack, Outcomes.HandedBack, Outcomes.Failed })
            await postgres.EndAsync((await postgres.ClaimAsync(id))!.Key, outcome);

        Assert.Equal("created queued claimed handed_back claimed handed_back claimed failed", await postgres.ReadKindsAsync(id));
        await postgres.AssertAllSoundAsync();
    }

    [Fact]
    public async Task ReadEvents_OfALostWorkersLastAttempt_TellTheErrorsCode()
    {
        var key = await postgres.Parses.InProgressAsync();
        await postgres.Database.ExecuteAsync("update parseworker.parses set workers_lost = 2 where id = $1", key.Id.ToString());

        await MakeAsync(key, "take back");

        Assert.Equal(("failed", "worker_lost"),
            (await postgres.ReadEventsAsync(key.Id))[^1] is var last ? (last.Kind.ToWire(), last.Detail) : default);
    }

    [Fact]
    public async Task ReadEvents_OfAWindow_AreThoseOfIt()
    {
        var key = await postgres.InStatusAsync(ParseStatus.Completed);

        var events = await postgres.Queries.ReadEventsAsync(key.Id, 2, 3, CancellationToken.None);

        Assert.Equal("claimed completed", string.Join(' ', events.Select(e => e.Kind.ToWire())));
        Assert.Empty(await postgres.Queries.ReadEventsAsync(key.Id, 4, 9, CancellationToken.None));
        Assert.Equal(3, (await postgres.FindAsync(key.Id)).EventCount);
    }

    private async Task MakeAsync(AttemptKey key, string move)
    {
        switch (move)
        {
            case "cancel":
                await postgres.CancelAsync(key.Id);
                break;
            case "take back":
                await postgres.ExpireLeaseAsync(key.Id);
                await postgres.TakeBackAsync();
                break;
            default:
                await postgres.EndAsync(key, Outcomes.Of(move));
                break;
        }
    }
}
