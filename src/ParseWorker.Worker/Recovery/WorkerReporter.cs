using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Workers;
using ParseWorker.Worker.Hosting;

namespace ParseWorker.Worker.Recovery;

/// <summary>Says that this worker is alive; takes it out of the registry as soon as it claims no more.</summary>
internal sealed partial class WorkerReporter(
    IWorkerRegistry registry,
    WorkerIdentity worker,
    MachineGuard guard,
    IOptions<WorkerOptions> options,
    TimeProvider time,
    ILogger<WorkerReporter> logger)
    : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(() => registry.RemoveAsync(worker.Name, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(WorkerReport.Interval, time);
        using var stop = stoppingToken.UnsafeRegister(_ => timer.Dispose(), null);
        do await TryAsync(() => registry.ReportAsync(Report(), stoppingToken));
        while (await timer.WaitForNextTickAsync(CancellationToken.None));
    }

    private WorkerReport Report()
    {
        var fault = guard.Fault;
        return new WorkerReport(worker.Name, options.Value.Slots, fault == MachineFault.None, fault.ToSentence());
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
