using ParseWorker.Core.Cancellation;

namespace ParseWorker.Worker.Tests.Kit;

/// <summary>A transaction-mode pooler: nothing is ever heard.</summary>
internal sealed class SilentListener : INotificationListener
{
    public Task ListenAsync(NotificationChannel channel, Action<string> heard, CancellationToken token) =>
        new TaskCompletionSource().Task.WaitAsync(token);
}
