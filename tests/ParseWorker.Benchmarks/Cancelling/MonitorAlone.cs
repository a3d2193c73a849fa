using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ParseWorker.Core;
using ParseWorker.Core.Storage;
using ParseWorker.Postgres.Hosting;
using ParseWorker.S3;
using ParseWorker.Testing;
using ParseWorker.Testing.Processes;
using ParseWorker.Worker;
using ParseWorker.Worker.Cancellation;

namespace ParseWorker.Benchmarks.Cancelling;

/// <summary>The worker's cancellation monitor over many parses that do nothing: what the monitoring itself costs, apart from
/// engines.</summary>
internal static class MonitorAlone
{
    private const int Rounds = 100;

    public static async Task MeasureAsync(int parses)
    {
        await using var database = new TestDatabase();
        await database.InitializeAsync();
        using var host = await StartAsync(database.ConnectionString);
        var running = await RunningAsync(host.Services, new TestParses(database, host.Services), parses);

        var store = host.Services.GetRequiredService<IParseStore>();
        var sample = new Sample($"{parses} parses under one monitor: request → token");
        foreach (var parse in running.Take(Math.Min(Rounds, parses / 2)))
        {
            var fired = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = parse.Token.Register(() => fired.SetResult(Stopwatch.GetTimestamp()));
            var asked = Stopwatch.GetTimestamp();
            await store.RequestCancelAsync(TestParses.Environment, parse.Id, "benchmark", CancellationToken.None);
            sample.Add(Stopwatch.GetElapsedTime(asked, await fired.Task));
        }
        sample.Print();

        await CostAsync(parses);
        foreach (var parse in running) parse.Dispose();
        await host.StopAsync();
    }

    /// <summary>Processor time while nothing is cancelled: one query a tick, one renewal a third of a lease.</summary>
    private static async Task CostAsync(int parses)
    {
        var (cpu, began) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10));
        await timer.WaitForNextTickAsync();
        Console.WriteLine($"  monitoring {parses} parses takes "
            + $"{(Environment.CpuUsage.TotalTime - cpu) / Stopwatch.GetElapsedTime(began):P2} of one core");
    }

    private static async Task<IHost> StartAsync(string connectionString)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Main"] = connectionString,
            ["Logging:LogLevel:Default"] = "Warning",
            ["Engines:HostUser"] = EngineUser.Name,
        });
        builder.Services.AddWorkerOptions().AddParseWorkerCore().AddParseWorkerPostgres().AddParseWorkerS3()
            .AddCancellationMonitor();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task<List<RunningAttempt>> RunningAsync(IServiceProvider services, TestParses parses, int count)
    {
        var running = new List<RunningAttempt>(count);
        while (running.Count < count)
        {
            var key = await parses.InProgressAsync();
            var parse = services.GetRequiredService<RunningAttempts>().Add(key.Id);
            parse.Granted(key);
            running.Add(parse);
        }
        return running;
    }
}
