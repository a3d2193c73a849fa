using System.Collections.Concurrent;
using System.Diagnostics;
using Hangfire;
using Hangfire.PostgreSql;

namespace ParseWorker.Benchmarks.Cancelling;

/// <summary>A plain Hangfire job on PostgreSQL, cancelled the way its documentation says.</summary>
internal static class StockHangfire
{
    public static async Task MeasureAsync(string connectionString, TimeSpan checkInterval, int rounds, Sample sample)
    {
        var options = new PostgreSqlStorageOptions { SchemaName = "stock_hangfire", QueuePollInterval = TimeSpan.FromMilliseconds(200) };
        var storage = new PostgreSqlStorage(new Hangfire.PostgreSql.Factories.NpgsqlConnectionFactory(connectionString, options), options);
        using var server = new BackgroundJobServer(
            new BackgroundJobServerOptions { WorkerCount = 2, CancellationCheckInterval = checkInterval }, storage);
        var client = new BackgroundJobClient(storage);
        for (var round = 0; round < rounds; round++)
        {
            var key = Guid.NewGuid().ToString("N");
            var waiting = WaitingJob.Runs[key] = new WaitingJob.Run();
            var id = client.Enqueue(() => WaitingJob.RunAsync(key, CancellationToken.None));
            await waiting.Started.Task;

            // Spread over the interval, as requests come; without this each would meet the check at the same phase.
            await PhaseAsync(checkInterval, round, rounds);
            var asked = Stopwatch.GetTimestamp();
            client.Delete(id);
            await waiting.Fired.Task;
            sample.Add(Stopwatch.GetElapsedTime(asked));
        }
    }

    private static async Task PhaseAsync(TimeSpan interval, int round, int rounds)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1) + (interval * round / rounds));
        await timer.WaitForNextTickAsync();
    }
}

/// <summary>A job that does nothing but wait for its token. Public because Hangfire calls it.</summary>
public static class WaitingJob
{
    internal static readonly ConcurrentDictionary<string, Run> Runs = new();

    /// <summary>Waits until Hangfire cancels it.</summary>
    public static async Task RunAsync(string key, CancellationToken token)
    {
        var run = Runs[key];
        await using var registration = token.Register(() => run.Fired.TrySetResult());
        run.Started.TrySetResult();
        await run.Fired.Task;
        token.ThrowIfCancellationRequested();
    }

    internal sealed class Run
    {
        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Fired { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
