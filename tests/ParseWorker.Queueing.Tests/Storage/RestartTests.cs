using Npgsql;
using ParseWorker.Testing;

namespace ParseWorker.Queueing.Tests.Storage;

/// <summary>PostgreSQL crashes under load. Hangfire's row locks would survive that, with slots waiting for them until they are
/// old.</summary>
[Trait("Needs", "Time")]
public sealed class RestartTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    private const int Parses = 300;
    private const int Slots = 8;

    [Fact]
    public async Task Worker_PostgresCrashesUnderLoad_EveryParseCompletesAndNoSlotIsHeld()
    {
        var database = TestDatabase.On(cluster.Server);
        await database.InitializeAsync();
        await using var worker = new QueueProcess(database);
        await Parallel.ForEachAsync(Enumerable.Range(0, Parses), new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (_, _) => await worker.EnqueueAsync());
        worker.StartWorker(Slots);
        await Eventually.IsTrueAsync(() => worker.Job.Delivered.Count > Parses / 6);

        await cluster.CrashAndRestartAsync();

        await Eventually.BecomesAsync(() => LeftAsync(database, worker), left => left == "0 parses, 0 processing",
            TimeSpan.FromSeconds(15));
        await database.DisposeAsync();
    }

    private static async Task<string> LeftAsync(TestDatabase database, QueueProcess worker)
    {
        try
        {
            return await SweepAsync(database, worker);
        }
        catch (NpgsqlException exception)
        {
            // A pooled session that the crash ended, found out now.
            return exception.Message;
        }
    }

    private static async Task<string> SweepAsync(TestDatabase database, QueueProcess worker)
    {
        // A fetch whose reply was lost counts as enqueued for ten seconds; the test does not wait for them.
        await database.ExecuteAsync(
            """
            update parseworker.parses set enqueued_at = now() - interval '11 seconds'
            where status = 'queued' and enqueued_at < now() - interval '1 second'
            """);
        await worker.SweepAsync();
        return await database.ScalarAsync<string>(
            """
            select (select count(*) from parseworker.parses where status <> 'completed') || ' parses, '
                || (select count(*) from hangfire.job where statename = 'Processing') || ' processing'
            """);
    }
}
