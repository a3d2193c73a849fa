using ParseWorker.Testing;

namespace ParseWorker.Queueing.Tests.Storage;

[Trait("Needs", "Time")]
public sealed class LoadTests(StorageFixture queue) : IClassFixture<StorageFixture>
{
    private const int Parses = 200;

    [Fact]
    public async Task Workers_RunTwoHundredJobs_LeaveNoLocksAndNoQueueRows()
    {
        await using var one = new QueueProcess(queue.Database);
        await using var other = new QueueProcess(queue.Database);
        await Parallel.ForEachAsync(Enumerable.Range(0, Parses), new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (_, _) => await one.EnqueueAsync());

        one.StartWorker(slots: 4);
        other.StartWorker(slots: 4);

        await Eventually.BecomesAsync(
            () => queue.Database.ScalarAsync<long>("select count(*) from hangfire.job where statename = 'Succeeded'"),
                succeeded => succeeded == Parses,
                TimeSpan.FromMinutes(2));
        await Eventually.BecomesAsync(queue.QueueRowsAsync, rows => rows == 0, StorageFixture.Soon);
        Assert.Equal(0, await queue.StateLocksAsync());
        Assert.Equal(Parses, one.Job.Delivered.Count + other.Job.Delivered.Count);
    }
}
