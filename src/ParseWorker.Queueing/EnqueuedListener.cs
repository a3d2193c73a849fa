using Microsoft.Extensions.Hosting;
using ParseWorker.Core.Cancellation;
using ParseWorker.Queueing.Storage;

namespace ParseWorker.Queueing;

/// <summary>Has a worker's idle slots ask for a job as soon as the database says that one was enqueued; their poll is the truth.</summary>
internal sealed class EnqueuedListener(INotificationListener listener, EnqueuedSignal signal) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        listener.ListenAsync(NotificationChannel.ParseEnqueued, _ => signal.Raise(), stoppingToken);
}
