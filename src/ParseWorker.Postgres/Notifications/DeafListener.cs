using ParseWorker.Core.Cancellation;

namespace ParseWorker.Postgres.Notifications;

/// <summary>Hears nothing and opens no session: whoever listens polls.</summary>
internal sealed class DeafListener : INotificationListener
{
    public async Task ListenAsync(NotificationChannel channel, Action<string> heard, CancellationToken token)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = token.Register(ended.SetResult);
        await ended.Task;
    }
}
