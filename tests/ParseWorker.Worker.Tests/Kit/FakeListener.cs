using ParseWorker.Core.Cancellation;

namespace ParseWorker.Worker.Tests.Kit;

/// <summary>Notifications by hand.</summary>
internal sealed class FakeListener : INotificationListener
{
    private readonly TaskCompletionSource<Action<string>> _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task NotifyAsync(string payload) => (await _heard.Task)(payload);

    public Task ListenAsync(NotificationChannel channel, Action<string> heard, CancellationToken token)
    {
        Assert.Equal(NotificationChannel.CancelRequested, channel);
        _heard.TrySetResult(heard);
        return new TaskCompletionSource().Task.WaitAsync(token);
    }
}
