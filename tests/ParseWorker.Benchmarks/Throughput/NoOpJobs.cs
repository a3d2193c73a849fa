using System.Diagnostics;
using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;

namespace ParseWorker.Benchmarks.Throughput;

/// <summary>Jobs that do nothing, on Hangfire and its PostgreSQL storage as they come: what to measure parses against.</summary>
internal static class NoOpJobs
{
    private const int Workers = 20; // Hangfire's default on four processors or more

    /// <summary>Enqueues them all, by as many clients at once as the parses have, while a server runs them.</summary>
    /// <returns>Jobs a second, from the first enqueue to the last end.</returns>
    public static async Task<double> MeasureAsync(string connectionString, int jobs, int clients)
    {
        var options = new PostgreSqlStorageOptions { SchemaName = "stock_hangfire", QueuePollInterval = TimeSpan.FromMilliseconds(200) };
        var storage = new PostgreSqlStorage(new NpgsqlConnectionFactory(connectionString, options), options);
        using var server = new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = Workers }, storage);
        var client = new BackgroundJobClient(storage);
        var started = Stopwatch.GetTimestamp();
        var all = NoOpJob.Expect(jobs);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, jobs), new ParallelOptions { MaxDegreeOfParallelism = clients }, (_, _) =>
            {
                client.Enqueue(() => NoOpJob.Run());
                return ValueTask.CompletedTask;
            });
        await all;
        return jobs / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}

/// <summary>A job that only counts itself. Public because Hangfire calls it.</summary>
public static class NoOpJob
{
    private static TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static int _left;

    /// <summary>Counts from here.</summary>
    /// <returns>Completes when so many have run.</returns>
    internal static Task Expect(int jobs)
    {
        _all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _left, jobs);
        return _all.Task;
    }

    /// <summary>Does nothing else.</summary>
    public static void Run()
    {
        if (Interlocked.Decrement(ref _left) == 0) _all.TrySetResult();
    }
}
