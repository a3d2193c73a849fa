using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Parses;
using ParseWorker.Worker.Cancellation;
using ParseWorker.Worker.Hosting;

namespace ParseWorker.Worker.Jobs;

/// <summary>
/// What SIGTERM starts: nothing more is claimed, running parses go on for the drain time, and what still runs then is handed
/// back. A deploy is not a failure; a cancel that a user asks for meanwhile is honoured as ever.
/// </summary>
internal sealed partial class Drain(
    RunningAttempts attempts, IHostApplicationLifetime lifetime, IOptions<WorkerOptions> options, TimeProvider time, ILogger<Drain> logger)
    : IHostedService, IDisposable
{
    private volatile bool _begun;
    private ITimer? _end;

    /// <summary>True once nothing may be claimed any more.</summary>
    public bool Begun => _begun;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(Begin);
        return Task.CompletedTask;
    }

    /// <summary>Called after the job server has stopped; waits for attempts that outlived it.</summary>
    public async Task StopAsync(CancellationToken cancellationToken) => await attempts.WhenIdleAsync().WaitAsync(cancellationToken);

    public void Dispose() => _end?.Dispose();

    private void Begin()
    {
        _begun = true;
        Began(attempts.Snapshot().Count, options.Value.DrainTime);
        _end = time.CreateTimer(_ => attempts.StopAll(CancelReason.Shutdown), null, options.Value.DrainTime, Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(4001, LogLevel.Information, "Draining: {Count} parses go on for at most {DrainTime}, then they are handed back")]
    private partial void Began(int count, TimeSpan drainTime);
}
