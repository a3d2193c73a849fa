using ParseWorker.Testing;

namespace ParseWorker.Benchmarks.Cancelling;

/// <summary>
/// How long a cancel takes: with 1, 10 and 100 parses running in engine hosts on two workers, by notification, beside PgBouncer and
/// by polling alone; of engines that hear nothing; with 1,000 under one monitor; with a vision model that is being called; beside
/// BackgroundJob.Delete of a plain Hangfire job.
/// </summary>
internal static class CancelBenchmark
{
    public static async Task RunAsync(BenchmarkRun run)
    {
        var ours = await MeasureAsync(Delivery.Push, running: 1, run.Smoke ? 2 : 50);
        if (!run.Smoke)
        {
            foreach (var running in (int[])[10, 100]) await MeasureAsync(Delivery.Push, running, rounds: 50);
            foreach (var running in (int[])[1, 10, 100]) await MeasureAsync(Delivery.Pooler, running, rounds: 30);
            foreach (var running in (int[])[1, 10, 100]) await MeasureAsync(Delivery.PollOnly, running, rounds: 20);
        }
        await MeasureAsync(Delivery.Push, running: 1, run.Smoke ? 1 : 20, frozen: true);
        await MonitorAlone.MeasureAsync(run.Smoke ? 20 : 1000);
        await VisionCancel.MeasureAsync(run.Smoke ? 2 : 30);
        await StockAsync(ours, run.Smoke);
    }

    private static async Task<Sample> MeasureAsync(Delivery delivery, int running, int rounds, bool frozen = false)
    {
        Console.WriteLine($"-- {running} running on two workers, {delivery.Name}{(frozen ? ", engines that hear nothing" : "")}");
        await using var service = new Service(workers: 2, delivery.Settings(slots: (running + 1) / 2), delivery.Pooled);
        await service.InitializeAsync();
        return await new CancelRounds(service, running, frozen).MeasureAsync(rounds);
    }

    private static async Task StockAsync(Sample ours, bool smoke)
    {
        await using var database = new TestDatabase();
        await database.InitializeAsync();
        foreach (var interval in new[] { TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5) })
        {
            var stock = new Sample($"Hangfire: BackgroundJob.Delete → token, checked every {interval.TotalSeconds} s");
            await StockHangfire.MeasureAsync(database.ConnectionString, interval, smoke ? 1 : 20, stock);
            stock.Print();
            Console.WriteLine($"  ParseWorker's median is {stock.Median / ours.Median:F0} times shorter");
        }
    }
}
