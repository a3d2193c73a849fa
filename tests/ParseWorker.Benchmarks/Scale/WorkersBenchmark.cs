using System.Diagnostics;
using System.Text;
using ParseWorker.Testing;
using ParseWorker.Testing.Processes;

namespace ParseWorker.Benchmarks.Scale;

/// <summary>
/// From one to four workers whose engine only sleeps, for a second: parses a second rise with the slots, and nothing runs twice. The
/// machine has work to do between the sleeps alone.
/// </summary>
internal static class WorkersBenchmark
{
    private const int Slots = 4;
    private const int ParsesOfASlot = 8;

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Engines__HostPath"] = Repository.Program("ParseWorker.FaultyHost", "tests"),
        ["Worker__Slots"] = $"{Slots}",
        ["Worker__SpareSlot"] = "false",
    };

    public static async Task RunAsync(BenchmarkRun run)
    {
        double? alone = null;
        for (var workers = 1; workers <= (run.Smoke ? 2 : 4); workers++)
        {
            var (speed, twice) = await MeasureAsync(workers, run.Smoke ? 1 : ParsesOfASlot, run.Smoke ? 10 : 1000);
            alone ??= speed;
            if (twice > 0) throw new InvalidOperationException($"With {workers} workers {twice} parses ran more than once.");
            if (!run.Smoke)
            {
                Console.WriteLine(
                    $"{workers} workers, {workers * Slots} slots: {speed:F1} parses a second, {speed / alone:F2} times one worker's");
            }
        }
    }

    private static async Task<(double Speed, long Twice)> MeasureAsync(int workers, int parsesOfASlot, int sleep)
    {
        await using var service = new Service(workers, Settings);
        await service.InitializeAsync();
        var parses = workers * Slots * parsesOfASlot;
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, parses), async (n, _) =>
            await service.Client.CreateAsync(Encoding.UTF8.GetBytes($"sleep {sleep}\nNumber {n} of {Guid.NewGuid()}."), "sleep.txt"));
        await Eventually.BecomesAsync(
            () => service.Database.ScalarAsync<long>("select count(*) from parseworker.parses where finished_at is null"),
            open => open == 0, TimeSpan.FromMinutes(5));
        var speed = parses / Stopwatch.GetElapsedTime(started).TotalSeconds;
        return (speed, await service.Database.ScalarAsync<long>(
            "select count(*) from parseworker.parses where status <> 'completed' or attempt <> 1 or event_count <> 4"));
    }
}
