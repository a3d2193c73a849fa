using System.Diagnostics;
using System.Globalization;
using System.Text;
using ParseWorker.Testing;

namespace ParseWorker.Benchmarks.Throughput;

/// <summary>
/// Parses of one-line texts a second, through API, claim, engine host, pages, ending and events, with default settings and all guarantees;
/// beside it, in turns, jobs of stock Hangfire that do nothing. Says how much of each process's time a parse takes, and how many commits.
/// </summary>
internal static class ThroughputBenchmark
{
    /// <summary>Creates at the same time.</summary>
    private const int Clients = 16;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    public static async Task RunAsync(BenchmarkRun run)
    {
        var (rounds, parses) = run.Smoke ? (1, 20) : (5, 600);
        await using var stock = new TestDatabase();
        await stock.InitializeAsync();
        await using var service = new Service();
        await service.InitializeAsync();
        await NoOpJobs.MeasureAsync(stock.ConnectionString, parses, Clients); // to compile what is compiled
        await ParseAsync(service, parses);

        var costs = new Costs();
        var ratios = new List<double>();
        for (var round = 1; round <= rounds; round++)
        {
            var jobs = await NoOpJobs.MeasureAsync(stock.ConnectionString, parses, Clients);
            var before = await Costs.ReadAsync(service);
            var ours = await ParseAsync(service, parses);
            costs += await Costs.ReadAsync(service) - before;
            ratios.Add(ours / jobs);
            if (run.Smoke) continue;
            Console.WriteLine($"turn {round}: {ours:F0} parses and {jobs:F0} no-op jobs a second, a ratio of {ours / jobs:F2}");
        }

        costs.Print(rounds * parses);
        if (!run.Smoke) Console.WriteLine($"parses / no-op jobs of stock Hangfire, the median of {rounds} turns: {Median(ratios):F2}");
    }

    /// <returns>Parses a second, from the first create to the last end by the database's clock.</returns>
    private static async Task<double> ParseAsync(Service service, int parses)
    {
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, parses), new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (n, _) =>
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"Line {n} of {Guid.NewGuid()}.");
            await service.Client.CreateAsync(Encoding.UTF8.GetBytes(text), "line.txt");
        });
        await Eventually.BecomesAsync(
            () => service.Database.ScalarAsync<long>("select count(*) from parseworker.parses where finished_at is null"),
            open => open == 0, Deadline);
        return parses / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}
