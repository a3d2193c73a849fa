using System.Globalization;
using ParseWorker.Testing.Faults;

namespace ParseWorker.Benchmarks.Soak;

/// <summary>
/// An hour of creates, cancels, deletes, retention and workers that die or are restarted. Promised: nothing stays undone, is lost, or
/// contradicts what a client was told. What the API's memory and the tables grow by is printed.
/// </summary>
internal static class SoakBenchmark
{
    private const int Clients = 6;
    private const int Seed = 20261201;
    private const int Readings = 12;

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Retention__Parses"] = "00:01:00",
        ["Worker__Lease"] = "00:00:10",
        ["Worker__DrainTime"] = "00:00:05",
        ["Logging__LogLevel__ParseWorker"] = "Error",
    };

    public static async Task RunAsync(BenchmarkRun run)
    {
        await using var service = new Service(workers: 0, Settings);
        await service.InitializeAsync();
        var (time, restartEvery) = run.Smoke
            ? (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(4))
            : (TimeSpan.FromMinutes(run.Minutes), TimeSpan.FromSeconds(20));
        var began = await service.Database.ScalarAsync<DateTime>("select now()");
        await using var workers = await RestartedWorkers.StartAsync(service, count: 2, Seed);
        using var over = new CancellationTokenSource(time);
        var clients = Enumerable.Range(1, Clients).Select(number => new SoakClient(service.Client, Seed + number)).ToList();

        var readings = new List<SoakReading>();
        await Task.WhenAll(
            [.. clients.Select(client => client.RunAsync(over.Token)), workers.RunAsync(restartEvery, over.Token),
                ReadAsync(service, readings, time / Readings, over.Token)]);

        // Throws when something has not ended, or has another history than its status and its pages tell.
        var histories = await Endings.SinceAsync(service.Database, began, TimeSpan.FromMinutes(3));
        readings.Add(await SoakReading.ReadAsync(service));
        var told = clients.Aggregate(new SoakCounts(), (sum, client) => sum + client.Counts);
        Console.WriteLine(told + string.Create(
            CultureInfo.InvariantCulture, $"; {workers.Killed} workers killed, {workers.Stopped} stopped"));
        Console.WriteLine($"nothing is stuck, lost or contradicted; {histories.Count} parses are not yet past their retention");
        if (!run.Smoke) SoakReading.Print(readings, told.Created);
    }

    private static async Task ReadAsync(Service service, List<SoakReading> readings, TimeSpan every, CancellationToken over)
    {
        using var timer = new PeriodicTimer(every);
        try
        {
            while (await timer.WaitForNextTickAsync(over)) readings.Add(await SoakReading.ReadAsync(service));
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }
    }
}
