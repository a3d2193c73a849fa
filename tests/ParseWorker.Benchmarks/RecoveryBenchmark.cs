using System.Diagnostics;
using System.Text;
using ParseWorker.Testing;
using ParseWorker.Testing.Processes;

namespace ParseWorker.Benchmarks;

/// <summary>
/// How soon work goes on when something was lost. Promised: parses of a killed worker run elsewhere within the lease plus 2 s, work flows
/// again within 10 s after PostgreSQL was away for 30 s, and a drain hands back within its time.
/// </summary>
internal static class RecoveryBenchmark
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(30);

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Worker__Slots"] = "2",
        ["Worker__Lease"] = Lease.ToString("c"),
        ["Worker__DrainTime"] = Drain.ToString("c"),
    };

    public static async Task RunAsync(BenchmarkRun run)
    {
        await KillAsync(rounds: run.Smoke ? 1 : 3);
        await DrainAsync(rounds: run.Smoke ? 1 : 3);
        await OutageAsync(run.Smoke ? TimeSpan.FromSeconds(2) : Away);
    }

    /// <summary>kill -9 of a worker with two parses while another has two slots free.</summary>
    private static async Task KillAsync(int rounds)
    {
        var moved = new Sample($"kill -9 of a worker → its parses run elsewhere (lease {Lease.TotalSeconds} s)");
        for (var round = 0; round < rounds; round++)
        {
            await using var service = new Service(settings: Settings);
            await service.InitializeAsync();
            var parses = await StartAsync(service, 2);
            await using var other = await service.StartWorkerAsync();
            var killed = Stopwatch.GetTimestamp();
            await service.Worker.KillAsync();
            foreach (var id in parses)
            {
                await Eventually.BecomesAsync(() => ReadAsync<int>(service, "case when status = 'in_progress' then attempt else 0 end", id),
                    attempt => attempt == 2, 4 * Lease);
                moved.Add(Stopwatch.GetElapsedTime(killed));
            }
        }
        moved.Print();
    }

    /// <summary>SIGTERM for a worker with parses that take longer than its drain.</summary>
    private static async Task DrainAsync(int rounds)
    {
        var (stopped, resumed) = (new Sample($"SIGTERM → worker has ended (drain {Drain.TotalSeconds} s)"),
            new Sample("SIGTERM → its parse runs elsewhere"));
        for (var round = 0; round < rounds; round++)
        {
            await using var service = new Service(settings: Settings);
            await service.InitializeAsync();
            var id = (await StartAsync(service, 1)).Single();
            await using var other = await service.StartWorkerAsync();
            var asked = Stopwatch.GetTimestamp();
            service.Worker.Terminate();
            service.Worker.FreezeEngines();
            await Eventually.BecomesAsync(() => ReadAsync<int>(service, "case when status = 'in_progress' then attempt else 0 end", id),
                attempt => attempt == 2, 10 * Drain);
            resumed.Add(Stopwatch.GetElapsedTime(asked));
            await service.Worker.WaitForExitAsync();
            stopped.Add(Stopwatch.GetElapsedTime(asked));
            if (await ReadAsync<int>(service, "attempts_spent + workers_lost", id) != 0)
                throw new InvalidOperationException("The drain spent an attempt, or its worker counted as lost.");
        }
        stopped.Print();
        resumed.Print();
    }

    /// <summary>PostgreSQL stopped and started again under two workers.</summary>
    private static async Task OutageAsync(TimeSpan away)
    {
        await using var cluster = new TestCluster();
        await cluster.InitializeAsync();
        await using var service = new Service(workers: 2, settings: Settings, database: TestDatabase.On(cluster.Server));
        await service.InitializeAsync();
        await StartAsync(service, 2);
        await cluster.StopAsync();
        using (var timer = new PeriodicTimer(away)) await timer.WaitForNextTickAsync();
        await cluster.StartAsync();
        service.Database.Source.Clear();

        var (back, flows) = (Stopwatch.GetTimestamp(),
            new Sample($"PostgreSQL is back after {away.TotalSeconds} s → a new parse is completed"));
        var answer = await Eventually.BecomesAsync<Answer>(() => service.Client.PostAsync(Encoding.UTF8.GetBytes("After the outage."),
            "after.txt"), answer => (int)answer.Status < 500, TimeSpan.FromMinutes(1));
        await service.Client.EndsAsync((string)answer.Record()["id"]!);
        flows.Add(Stopwatch.GetElapsedTime(back));
        flows.Print();
    }

    /// <summary>Parses that are half-way.</summary>
    private static async Task<IReadOnlyList<string>> StartAsync(Service service, int count)
    {
        var parses = new List<string>();
        for (var at = 0; at < count; at++) parses.Add((string)(await service.Client.CreateAsync(LongDocument.Bytes, "long.pdf"))["id"]!);
        foreach (var id in parses)
            await Eventually.BecomesAsync(() => ReadAsync<int>(service, "pages_done", id), done => done > 0, TimeSpan.FromMinutes(1));
        return parses;
    }

    private static Task<T> ReadAsync<T>(Service service, string column, string id) =>
        service.Database.ScalarAsync<T>($"select {column} from parseworker.parses where id = $1", id);
}
