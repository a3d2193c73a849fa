using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Tests.Cancellation;

public sealed class CancelSignalTests
{
    [Fact]
    public void Fire_Twice_KeepsTheFirstReason()
    {
        using var signal = new CancelSignal();
        Assert.Equal(CancelReason.None, signal.Reason);

        Assert.True(signal.Fire(CancelReason.UserRequest));
        Assert.False(signal.Fire(CancelReason.Shutdown));

        Assert.Equal(CancelReason.UserRequest, signal.Reason);
    }

    [Fact]
    public void Fire_ByMany_HasOneWinnerWhoseReasonStays()
    {
        var reasons = Enum.GetValues<CancelReason>().Where(reason => reason != CancelReason.None).ToList();
        for (var round = 0; round < 1000; round++)
        {
            using var signal = new CancelSignal();
            var winners = reasons.AsParallel().WithDegreeOfParallelism(reasons.Count).Where(signal.Fire).ToList();

            Assert.Equal(signal.Reason, Assert.Single(winners));
        }
    }

    [Fact]
    public async Task Fire_WithACallback_HasSetTheReasonBefore()
    {
        using var signal = new CancelSignal();
        var seen = new TaskCompletionSource<CancelReason>();
        await using var registration = signal.Token.Register(() => seen.SetResult(signal.Reason));

        signal.Fire(CancelReason.Timeout);

        Assert.Equal(CancelReason.Timeout, await seen.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Fire_WithACallbackThatBlocks_ReturnsAtOnce()
    {
        using var signal = new CancelSignal();
        using var gate = new ManualResetEventSlim();
        using var registration = signal.Token.Register(() => gate.Wait(TimeSpan.FromSeconds(30)));

        // Run on this thread, the callback would hold it for half a minute.
        Assert.True(signal.Fire(CancelReason.UserRequest));
        Assert.False(gate.IsSet);
        gate.Set();
    }

    [Fact]
    public void Fire_WithoutAReason_IsACallersFault()
    {
        using var signal = new CancelSignal();

        Assert.Throws<ArgumentOutOfRangeException>(() => signal.Fire(CancelReason.None));
        Assert.False(signal.Token.IsCancellationRequested);
    }
}
