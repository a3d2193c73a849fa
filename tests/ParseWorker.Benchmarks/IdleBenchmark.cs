using System.Diagnostics;

namespace ParseWorker.Benchmarks;

/// <summary>
/// Processor time of API, worker and PostgreSQL together while nothing happens; promised: under 6 % of one core on a machine that does
/// nothing else. Beside it stands how busy the machine was with other things: they warm caches up and cool them down for us.
/// </summary>
internal static class IdleBenchmark
{
    private const double Promised = 0.06;

    /// <summary>A machine that spends more than this of its time on other things says nothing about a promise.</summary>
    private const double Quiet = 0.1;

    public static async Task RunAsync(Service service, bool smoke)
    {
        // Start-up work (JIT, connection pools) is not idling: measure after it.
        await WaitAsync(TimeSpan.FromSeconds(smoke ? 1 : 20));
        var postmaster = await PostmasterAsync(service);
        var (api, worker, database) = (service.Api.ProcessorTime, service.Worker.ProcessorTime, ProcessCost.TreeCpu(postmaster));
        var (machine, started) = (ProcessCost.MachineCpu(), Stopwatch.GetTimestamp());
        await WaitAsync(TimeSpan.FromSeconds(smoke ? 2 : 60));
        var (busy, elapsed) = (ProcessCost.MachineCpu() - machine, Stopwatch.GetElapsedTime(started));

        var shares = new[]
        {
            ("API", service.Api.ProcessorTime - api),
            ("worker", service.Worker.ProcessorTime - worker),
            ("PostgreSQL (the whole server)", ProcessCost.TreeCpu(postmaster) - database),
        };
        foreach (var (name, time) in shares) Console.WriteLine($"{name,-32} {time / elapsed:P2} of one core");
        var together = TimeSpan.FromTicks(shares.Sum(share => share.Item2.Ticks));
        var others = Math.Max(0, (busy - together) / elapsed / Environment.ProcessorCount);
        Console.WriteLine($"{"together",-32} {together / elapsed:P2} of one core ({Verdict(together / elapsed, others, smoke)})");
    }

    /// <summary>What the figure says about the promise, if it says anything.</summary>
    /// <param name="share">Of one core.</param>
    /// <param name="others">The share of the machine that other programs had meanwhile.</param>
    /// <param name="smoke">Two seconds, right after the start: no figure to hold a promise to.</param>
    private static string Verdict(double share, double others, bool smoke) => (smoke, others > Quiet) switch
    {
        (true, _) => "a smoke run: it shows that this can be measured, and measures start-up work",
        (_, true) => $"no verdict: other programs had {others:P0} of the machine meanwhile",
        _ => $"promised: under {Promised:P0}; {(share < Promised ? "kept" : "BROKEN")}",
    };

    private static async Task WaitAsync(TimeSpan span)
    {
        using var timer = new PeriodicTimer(span);
        await timer.WaitForNextTickAsync();
    }

    private static async Task<int> PostmasterAsync(Service service) =>
        ProcessCost.ParentOf(await service.Database.ScalarAsync<int>("select pg_backend_pid()"));
}
