using Hangfire.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using ParseWorker.Queueing.Storage;

namespace ParseWorker.Queueing.Tests.Storage;

/// <summary>When the spare slot asks for a job.</summary>
public sealed class SpareTurnTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly IdleSlots _slots = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly SemaphoreSlim _asked = new(0);
    private readonly SpareTurn _turn;

    public SpareTurnTests() => _turn = new SpareTurn(
        _slots, new FetchTurn(new SemaphoreSlim(1), new IdleSlots(), new EnqueuedSignal(), _time, Substitute.For<ILogger>()), _time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _stopped.Dispose();
        _asked.Dispose();
    }

    [Fact]
    public async Task Fetch_AllSlotsAreBusyForAWhile_Asks()
    {
        var job = Substitute.For<IFetchedJob>();
        var fetching = FetchAsync(_ => job);

        await AskedAsync();

        Assert.Same(job, await fetching.WaitAsync(StorageFixture.Soon, Token));
    }

    [Fact]
    public async Task Fetch_ASlotIsIdle_DoesNotAsk()
    {
        _slots.Enter();
        var fetching = FetchAsync(_ => Substitute.For<IFetchedJob>());

        for (var n = 0; n < 100; n++) _time.Advance(SpareTurn.BusyFor);
        await _stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching.WaitAsync(StorageFixture.Soon, Token));
        Assert.Equal(0, _asked.CurrentCount);
    }

    [Fact]
    public async Task Fetch_ASlotBecomesIdleWhileItAsks_LeavesTheNextJobToThatOne()
    {
        var asks = 0;
        var job = Substitute.For<IFetchedJob>();
        var fetching = FetchAsync(token =>
        {
            if (Interlocked.Increment(ref asks) > 1) return job;
            token.WaitHandle.WaitOne();
            throw new OperationCanceledException(token);
        });
        await AskedAsync();

        _slots.Enter();
        _time.Advance(SpareTurn.BusyFor);
        Assert.False(fetching.IsCompleted);
        _slots.Leave();

        await AskedAsync();
        Assert.Same(job, await fetching.WaitAsync(StorageFixture.Soon, Token));
        Assert.Equal(2, asks);
    }

    [Fact]
    public async Task Fetch_IsTold_GivesUp()
    {
        var fetching = FetchAsync(token =>
        {
            token.WaitHandle.WaitOne();
            throw new OperationCanceledException(token);
        });
        await AskedAsync();

        await _stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching.WaitAsync(StorageFixture.Soon, Token));
    }

    private Task<IFetchedJob> FetchAsync(Func<CancellationToken, IFetchedJob> fetch) => Task.Run(() => _turn.Fetch(
        token =>
        {
            _asked.Release();
            return fetch(token);
        },
        _stopped.Token));

    /// <summary>Lets time pass until it asks.</summary>
    private async Task AskedAsync()
    {
        using var late = new CancellationTokenSource(StorageFixture.Soon);
        while (!await _asked.WaitAsync(TimeSpan.FromMilliseconds(1), late.Token)) _time.Advance(SpareTurn.BusyFor);
    }
}
