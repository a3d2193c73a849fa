using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Parses;

namespace ParseWorker.Postgres.Tests.Operators;

public sealed class QueuesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await postgres.Database.ExecuteAsync("delete from parseworker.parses");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Queues_OfNothing_AreNoneAndTheDatabaseHasASize()
    {
        var state = await ReadAsync();

        Assert.Empty(state.Environments);
        Assert.True(state.DatabaseBytes > 1024 * 1024);
    }

    [Fact]
    public async Task Queues_OfEachEnvironment_CountWhatHasNotEnded()
    {
        await postgres.ManyPendingAsync(3, "a");
        await postgres.Parses.QueuedAsync("b");
        await postgres.Parses.InProgressAsync("b");
        var cancelling = await postgres.Parses.InProgressAsync("c");
        await postgres.Store.RequestCancelAsync("c", cancelling.Id, "tester", CancellationToken.None);
        var ended = await postgres.Parses.InProgressAsync("d");
        await postgres.Store.EndAttemptAsync(ended, new ParseOutcome.Completed(1, 1), CancellationToken.None);
        await postgres.Database.ExecuteAsync(
            "update parseworker.parses set created_at = now() - interval '2 hours' "
            + "where id = (select min(id) from parseworker.parses where environment = 'a')");

        var queues = (await ReadAsync()).Environments.OrderBy(queue => queue.Environment, StringComparer.Ordinal).ToList();

        Assert.Equal(
            [("a", 3L, 0L, 0L, 0L), ("b", 0, 1, 1, 0), ("c", 0, 0, 1, 1)],
            queues.Select(queue => (queue.Environment, queue.Pending, queue.Queued, queue.InProgress, queue.Cancelling)));
        Assert.InRange(queues[0].OldestWaiting!.Value, TimeSpan.FromHours(2), TimeSpan.FromHours(2.1));
        Assert.InRange(queues[1].OldestWaiting!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Assert.Null(queues[2].OldestWaiting);
    }

    private Task<QueueState> ReadAsync() =>
        postgres.Services.GetRequiredService<IOperatorQueries>().ReadQueuesAsync(CancellationToken.None);
}
