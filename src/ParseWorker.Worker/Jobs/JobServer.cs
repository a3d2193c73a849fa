using Hangfire;
using Hangfire.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Queueing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Recovery;

namespace ParseWorker.Worker.Jobs;

/// <summary>
/// Hangfire's server: while it runs, this worker claims. It is stopped while the crash guard says so, because a worker that
/// fetches jobs without claiming them would win every job from those that do claim.
/// </summary>
internal sealed partial class JobServer(
    JobStorage storage,
    JobActivator activator,
    IJobFilterProvider filters,
    CrashGuard guard,
    WorkerIdentity worker,
    IHostApplicationLifetime lifetime,
    IOptions<WorkerOptions> options,
    IOptions<EngineOptions> engines,
    TimeProvider time,
    ILogger<JobServer> logger)
    : BackgroundService
{
    private static readonly TimeSpan GuardInterval = TimeSpan.FromSeconds(1);

    private readonly List<BackgroundJobServer> _servers = [];
    private volatile BackgroundJobServer? _claiming;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        guard.Tripped = StopClaiming;
        lifetime.ApplicationStopping.Register(StopClaiming);
        StartClaiming();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        StopClaiming();
        foreach (var server in _servers)
        {
            await server.WaitForShutdownAsync(cancellationToken);
            server.Dispose();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(GuardInterval, time);
        using var stop = stoppingToken.UnsafeRegister(_ => timer.Dispose(), null);
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            if (_claiming is null && guard.MayClaim && !lifetime.ApplicationStopping.IsCancellationRequested) StartClaiming();
        }
    }

    private void StartClaiming()
    {
        var server = new BackgroundJobServer(ServerOptions(), storage);
        _servers.Add(server);
        _claiming = server;
        Claiming(options.Value.Slots);
    }

    private void StopClaiming()
    {
        if (Interlocked.Exchange(ref _claiming, null) is not { } server) return;

        server.SendStop();
        NotClaiming();
    }

    private BackgroundJobServerOptions ServerOptions() => new()
    {
        ServerName = worker.Name,
        WorkerCount = options.Value.Slots,
        Queues = [.. QueueNames.All],
        Activator = activator,
        FilterProvider = filters,

        // Jobs take no token of Hangfire's, so both only say how long it waits for them: over the drain, the grace and the last write.
        StopTimeout = Deadlines.JobServer(options.Value, engines.Value),
        ShutdownTimeout = Deadlines.JobServer(options.Value, engines.Value),
    };

    [LoggerMessage(4212, LogLevel.Information, "This worker claims parses, {Slots} at a time")]
    private partial void Claiming(int slots);

    [LoggerMessage(4213, LogLevel.Information, "This worker claims nothing more")]
    private partial void NotClaiming();
}
