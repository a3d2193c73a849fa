using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Workers;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Telemetry;

namespace ParseWorker.Worker.Recovery;

/// <summary>
/// Says that this worker is alive, and hears whether an operator has paused it; takes it out of the registry when it stops.
/// </summary>
internal sealed partial class WorkerReporter(
    IWorkerRegistry registry,
    WorkerIdentity worker,
    MachineGuard guard,
    OperatorPause pause,
    EngineMetrics engines,
    IOptions<WorkerOptions> options,
    TimeProvider time,
    ILogger<WorkerReporter> logger)
    : BackgroundService
{
    private Task<bool>? _tick;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(() => registry.RemoveAsync(worker.Name, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(WorkerReport.Interval, time);
        using var stop = stoppingToken.UnsafeRegister(_ => timer.Dispose(), null);
        var (fit, isToldFit) = (guard.FirstFit, false);
        do
        {
            isToldFit = fit.IsCompleted;
            await TryAsync(() => ReportAsync(stoppingToken));
        }
        while (await IsDueAsync(timer, isToldFit ? null : fit));
    }

    /// <summary>Waits for the next report; the one that says that this worker has become fit is due at once.</summary>
    /// <returns>False when this worker stops.</returns>
    private async Task<bool> IsDueAsync(PeriodicTimer timer, Task? fit)
    {
        _tick ??= timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
        if (fit is not null && await Task.WhenAny(_tick, fit) == fit) return true;
        var goesOn = await _tick;
        _tick = null;
        return goesOn;
    }

    /// <summary>Operators see at once that a worker has heard of its pause, and admission that its slots are gone.</summary>
    private async Task ReportAsync(CancellationToken stoppingToken)
    {
        if (pause.Heard(await registry.ReportAsync(Report(), stoppingToken))) await registry.ReportAsync(Report(), stoppingToken);
    }

    private WorkerReport Report()
    {
        var why = guard.Fault.ToSentence() ?? pause.Sentence;
        var (hosts, bytes) = engines.Held;
        return new WorkerReport(worker.Name, options.Value.Slots, why is null, why) { Hosts = hosts, HostBytes = bytes };
    }

    private async Task TryAsync(Func<Task> report)
    {
        try
        {
            await report();
        }
        catch (Exception exception)
        {
            NotReported(exception);
        }
    }

    [LoggerMessage(4307, LogLevel.Warning, "This worker could not report; after a while it counts as gone, its parses go on")]
    private partial void NotReported(Exception exception);
}
