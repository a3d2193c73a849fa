using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NSubstitute;
using ParseWorker.Core.Cancellation;
using ParseWorker.Queueing.Storage;

namespace ParseWorker.Queueing.Tests;

public sealed class EnqueuedListenerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_AJobIsAnnounced_WakesWhoWaitsForThePoll()
    {
        var listening = new TaskCompletionSource<Action<string>>();
        var listener = Substitute.For<INotificationListener>();
        listener.ListenAsync(
            NotificationChannel.ParseEnqueued, Arg.Do<Action<string>>(listening.SetResult), Arg.Any<CancellationToken>())
            .Returns(Task.CompletedTask);
        var signal = new EnqueuedSignal();
        await using var services = new ServiceCollection().AddSingleton(listener).AddSingleton(signal).AddEnqueuedListener()
            .BuildServiceProvider();
        await services.GetRequiredService<IHostedService>().StartAsync(Token);
        var heard = await listening.Task.WaitAsync(Token);

        for (var n = 0; n < 2; n++)
        {
            using var waiting = new CancellationTokenSource();
            signal.CancelWhenRaised(waiting);
            heard("prs_1");
            Assert.True(waiting.IsCancellationRequested);
            signal.Forget(waiting);
        }
    }
}
