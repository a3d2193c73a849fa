using ParseWorker.Testing.Processes;

namespace ParseWorker.Benchmarks.Soak;

/// <summary>Some workers, of which one after the other is killed or stopped and replaced.</summary>
internal sealed class RestartedWorkers : IAsyncDisposable
{
    private readonly Service _service;
    private readonly Random _random;
    private readonly List<WorkerProcess> _workers = [];

    private RestartedWorkers(Service service, int seed) => (_service, _random) = (service, new Random(seed));

    public int Killed { get; private set; }

    public int Stopped { get; private set; }

    public static async Task<RestartedWorkers> StartAsync(Service service, int count, int seed)
    {
        var workers = new RestartedWorkers(service, seed);
        while (workers._workers.Count < count) workers._workers.Add(await service.StartWorkerAsync());
        return workers;
    }

    /// <summary>Replaces one at each interval, until the time is over.</summary>
    public async Task RunAsync(TimeSpan every, CancellationToken over)
    {
        using var timer = new PeriodicTimer(every);
        try
        {
            while (await timer.WaitForNextTickAsync(over)) await ReplaceAsync();
        }
        catch (OperationCanceledException)
        {
            // The time is over; those that run end what is left.
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers) await worker.DisposeAsync();
    }

    private async Task ReplaceAsync()
    {
        var (place, kill) = (_random.Next(_workers.Count), _random.Next(2) == 0);
        if (kill) await _workers[place].KillAsync();
        else await _workers[place].StopAsync();
        await _workers[place].DisposeAsync();
        _workers[place] = await _service.StartWorkerAsync();
        if (kill) Killed++;
        else Stopped++;
    }
}
