using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Operators;

public sealed class LoadHistoryTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private static readonly ParseLoad Load = new(2, 1, 4, 0, TimeSpan.FromSeconds(7));

    private ILoadHistory History => postgres.Services.GetRequiredService<ILoadHistory>();

    /// <summary>What minutes are counted back from, however long a test takes.</summary>
    private DateTime _began;

    public async ValueTask InitializeAsync()
    {
        _began = await postgres.Database.ScalarAsync<DateTime>("select date_trunc('minute', now())");
        await postgres.Database.ExecuteAsync("delete from parseworker.load_minutes");
        await postgres.Database.ExecuteAsync("delete from parseworker.parses");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Record_MinutesThatAreOver_CountsWhatEndedInEach()
    {
        await EndedAsync(new ParseOutcome.Completed(3, 1), minutesAgo: 3);
        await EndedAsync(new ParseOutcome.Completed(3, 1), minutesAgo: 3);
        await EndedAsync(new ParseOutcome.Failed(new ParseError(ParseErrorCodes.Timeout, "It took too long.")), minutesAgo: 3);
        await CancelledAsync(minutesAgo: 3, took: TimeSpan.FromSeconds(2));
        await CancelledAsync(minutesAgo: 3, took: TimeSpan.FromSeconds(4));
        await EndedAsync(new ParseOutcome.Completed(3, 1), minutesAgo: 5);

        await History.RecordAsync(Load, CancellationToken.None);

        var minutes = await History.ReadAsync(TimeSpan.FromHours(1), CancellationToken.None);
        Assert.Equal(10, minutes.Count);
        Assert.Equal(minutes.OrderBy(minute => minute.Minute), minutes);
        var full = Assert.Single(minutes, minute => minute.Failed > 0);
        Assert.Equal((2, 1, 2), (full.Completed, full.Failed, full.Cancelled));
        Assert.Equal((3, 4, TimeSpan.FromSeconds(7)), (full.Waiting, full.InProgress, full.OldestWaiting));
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)), (full.CancelP50, full.CancelP99));
        Assert.Equal([new("timeout", 1)], full.Failures);
        var other = Assert.Single(minutes, minute => minute.Completed == 1);
        Assert.Equal((0, 0, null), (other.Failed, other.Failures.Count, other.CancelP50));
        Assert.Equal(3, minutes.Sum(minute => minute.Completed));
    }

    // Two workers, one after the other: what ended late in a minute that was counted is in no other one.
    [Fact]
    public async Task Record_Again_CountsNoMinuteTwice()
    {
        await History.RecordAsync(Load, CancellationToken.None);
        await EndedAsync(new ParseOutcome.Completed(1, 1), minutesAgo: 3);
        await History.RecordAsync(Load with { InProgress = 9 }, CancellationToken.None);

        var minutes = await History.ReadAsync(TimeSpan.FromMinutes(9), CancellationToken.None);

        Assert.InRange(minutes.Count, 8, 9);
        Assert.All(minutes.SkipLast(1), minute => Assert.Equal((4, 0), (minute.InProgress, minute.Completed)));
    }

    [Fact]
    public async Task Record_OldMinutes_AreForgotten()
    {
        await History.RecordAsync(Load, CancellationToken.None);
        await postgres.Database.ExecuteAsync(
            "update parseworker.load_minutes set minute = minute - $1", ILoadHistory.KeptFor + TimeSpan.FromMinutes(1));

        await History.RecordAsync(Load, CancellationToken.None);

        Assert.InRange(await postgres.Database.ScalarAsync<long>("select count(*) from parseworker.load_minutes"), 10, 11);
    }

    private async Task EndedAsync(ParseOutcome outcome, int minutesAgo)
    {
        var attempt = await postgres.Parses.InProgressAsync();
        await postgres.Store.EndAttemptAsync(attempt, outcome, CancellationToken.None);
        await MoveAsync(attempt.Id, minutesAgo, TimeSpan.Zero);
    }

    private async Task CancelledAsync(int minutesAgo, TimeSpan took)
    {
        var attempt = await postgres.Parses.InProgressAsync();
        await postgres.Store.RequestCancelAsync(TestParses.Environment, attempt.Id, "tester", CancellationToken.None);
        await postgres.Store.EndAttemptAsync(attempt, new ParseOutcome.Cancelled(Forced: false), CancellationToken.None);
        await MoveAsync(attempt.Id, minutesAgo, took);
    }

    private async Task MoveAsync(ParseId id, int minutesAgo, TimeSpan cancelTook)
    {
        var ended = _began.AddMinutes(-minutesAgo).AddSeconds(30);
        await postgres.Database.ExecuteAsync("alter table parseworker.parses disable trigger user");
        await postgres.Database.ExecuteAsync(
            "update parseworker.parses set finished_at = $2, cancel_requested_at = case when cancel_requested_at is not null then $3 end "
            + "where id = $1", id.ToString(), ended, ended - cancelTook);
        await postgres.Database.ExecuteAsync("alter table parseworker.parses enable trigger user");
    }
}
