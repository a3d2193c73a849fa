using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Parses;

namespace ParseWorker.Postgres.Tests.Operators;

public sealed class LoadTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await postgres.Database.ExecuteAsync("delete from parseworker.parses");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Load_OfNothing_IsNothing() => Assert.Equal(new ParseLoad(0, 0, 0, 0, null), await ReadAsync());

    [Fact]
    public async Task Load_OverEveryEnvironment_CountsWhatHasNotEnded()
    {
        await postgres.ManyPendingAsync(3, "a");
        await postgres.ManyPendingAsync(2, "b");
        await postgres.ManyQueuedAsync(4);
        await postgres.Parses.InProgressAsync("a");
        var cancelling = await postgres.Parses.InProgressAsync("b");
        await postgres.Store.RequestCancelAsync("b", cancelling.Id, "tester", CancellationToken.None);
        var ended = await postgres.Parses.InProgressAsync("b");
        await postgres.Store.EndAttemptAsync(ended, new ParseOutcome.Completed(1, 1), CancellationToken.None);
        await postgres.Database.ExecuteAsync(
            "update parseworker.parses set created_at = now() - interval '2 hours' "
            + "where id = (select min(id) from parseworker.parses where environment = 'b' and status = 'pending')");

        var load = await ReadAsync();

        Assert.Equal((5, 4, 2, 1), (load.Pending, load.Queued, load.InProgress, load.Cancelling));
        Assert.InRange(load.OldestWaiting!.Value, TimeSpan.FromHours(2), TimeSpan.FromHours(2.1));
    }

    // What was handed back or retried waits since then, however old it is.
    [Fact]
    public async Task Load_OfAParseThatWaitsAgain_CountsFromThen()
    {
        var attempt = await postgres.Parses.InProgressAsync();
        await postgres.Database.ExecuteAsync("update parseworker.parses set created_at = now() - interval '2 hours'");
        await postgres.Store.EndAttemptAsync(attempt, new ParseOutcome.HandedBack(HandBackCause.WorkerStops), CancellationToken.None);

        Assert.InRange((await ReadAsync()).OldestWaiting!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    private Task<ParseLoad> ReadAsync() =>
        postgres.Services.GetRequiredService<IOperatorQueries>().ReadLoadAsync(CancellationToken.None);
}
