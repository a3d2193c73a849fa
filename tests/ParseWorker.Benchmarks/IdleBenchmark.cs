using System.Diagnostics;

namespace ParseWorker.Benchmarks;

/// <summary>Processor time of API, worker and PostgreSQL together while nothing happens; promised: under 6 % of one core.</summary>
internal static class IdleBenchmark
{
    public static async Task RunAsync(Service service, bool smoke)
    {
        // Start-up work (JIT, connection pools) is not idling: measure behind it.
        await WaitAsync(TimeSpan.FromSeconds(smoke ? 1 : 20));
        var postmaster = await PostmasterAsync(service);
        var (api, worker, database) = (service.Api.ProcessorTime, service.Worker.ProcessorTime, ProcessCost.TreeCpu(postmaster));
        var started = Stopwatch.GetTimestamp();
        await WaitAsync(TimeSpan.FromSeconds(smoke ? 2 : 60));
        var elapsed = Stopwatch.GetElapsedTime(started);

        var shares = new[]
        {
            ("API", service.Api.ProcessorTime - api),
            ("worker", service.Worker.ProcessorTime - worker),
            ("PostgreSQL (the whole server)", ProcessCost.TreeCpu(postmaster) - database),
        };
        foreach (var (name, time) in shares) Console.WriteLine($"{name,-32} {time / elapsed:P2} of one core");
        Console.WriteLine($"{"together",-32} {shares.Sum(share => share.Item2 / elapsed):P2} of one core (promised: under 6 %)");
    }

    private static async Task WaitAsync(TimeSpan span)
    {
        using var timer = new PeriodicTimer(span);
        await timer.WaitForNextTickAsync();
    }

    private static async Task<int> PostmasterAsync(Service service) =>
        ProcessCost.ParentOf(await service.Database.ScalarAsync<int>("select pg_backend_pid()"));
}
