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
/// Hangfire's server: while it runs, this worker claims. It starts when the first engine host has, and is stopped while the machine guard
/// or an operator says so, because a worker that fetches jobs without claiming them would win every job from those that do claim.
/// </summary>
internal sealed partial class JobServer(
    JobStorage storage,
    JobActivator activator,
    IJobFilterProvider filters,
    MachineGuard guard,
    OperatorPause pause,
    MachineCheck machine,
    WorkerIdentity worker,
    IHostApplicationLifetime lifetime,
    IOptions<WorkerOptions> options,
    IOptions<EngineOptions> engines,
    TimeProvider time,
    ILogger<JobServer> logger)
    : BackgroundService
{
    private static readonly TimeSpan GuardInterval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Servers beside each other at most: one that claims, and one that waits for the jobs it has still. Each has all slots, so a machine
    /// in trouble runs twice as many documents for a while, and never more.
    /// </summary>
    private const int MostServers = 2;

    private readonly Lock _gate = new();
    private Task _ended = Task.CompletedTask;
    private int _servers;
    private volatile ParseServer? _claiming;

    /// <summary>Servers that claim, or that wait for the jobs they have still.</summary>
    internal int Servers => Volatile.Read(ref _servers);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        guard.Tripped += StopClaiming;
        pause.Begun += StopClaiming;
        lifetime.ApplicationStopping.Register(StopClaiming);
        guard.AwaitFirstLook();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        guard.Tripped -= StopClaiming;
        pause.Begun -= StopClaiming;
        StopClaiming();
        await _ended.WaitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(GuardInterval, time);
        using var stop = stoppingToken.UnsafeRegister(_ => timer.Dispose(), null);
        do
        {
            // A worker that is paused looks only for the end of what is wrong.
            if (_claiming is not null || Servers >= MostServers || !guard.IsLookDue || (pause.IsOn && guard.MayClaim)) continue;
            if (!await IsFitAsync(stoppingToken) || pause.IsOn) continue;
            StartClaiming();

            // What was said meanwhile, by an attempt of before, an operator or a signal, found no server to stop.
            if (!guard.MayClaim || pause.IsOn || lifetime.ApplicationStopping.IsCancellationRequested) StopClaiming();
        }
        while (await timer.WaitForNextTickAsync(CancellationToken.None));
    }

    private async Task<bool> IsFitAsync(CancellationToken stoppingToken)
    {
        try
        {
            return !lifetime.ApplicationStopping.IsCancellationRequested && await machine.IsFitAsync(stoppingToken)
                && !lifetime.ApplicationStopping.IsCancellationRequested;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            NoLook(exception);
            return false;
        }
    }

    private void StartClaiming()
    {
        _claiming = new ParseServer(storage, ServerOptions, options.Value.Slots, options.Value.SpareSlot);
        Interlocked.Increment(ref _servers);
        Claiming(options.Value.Slots);
    }

    private void StopClaiming()
    {
        if (Interlocked.Exchange(ref _claiming, null) is not { } server) return;

        server.SendStop();
        lock (_gate) _ended = Task.WhenAll(_ended, EndAsync(server));
        NotClaiming();
    }

    /// <summary>Every pause leaves a server; kept until the worker stops, they would pile up.</summary>
    private async Task EndAsync(ParseServer server)
    {
        await server.WaitForShutdownAsync();
        server.Dispose();
        Interlocked.Decrement(ref _servers);
    }

    private BackgroundJobServerOptions ServerOptions() => new()
    {
        ServerName = worker.Name,
        Activator = activator,
        FilterProvider = filters,

        // Jobs take no token of Hangfire's, so both only say how long it waits for them: over the drain, the grace and the last write.
        StopTimeout = Deadlines.JobServer(options.Value, engines.Value),
        ShutdownTimeout = Deadlines.JobServer(options.Value, engines.Value),
    };

    [LoggerMessage(4212, LogLevel.Information, "This worker claims parses, {Slots} at a time")]
    private partial void Claiming(int slots);

    [LoggerMessage(4218, LogLevel.Debug, "The worker stops while it looks at its machine")]
    private partial void NoLook(Exception exception);

    [LoggerMessage(4213, LogLevel.Information, "This worker claims nothing more")]
    private partial void NotClaiming();
}
