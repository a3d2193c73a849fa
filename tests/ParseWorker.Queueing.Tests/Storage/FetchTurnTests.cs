using System.Threading.Channels;
using Hangfire.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using NSubstitute;
using ParseWorker.Queueing.Storage;

namespace ParseWorker.Queueing.Tests.Storage;

public sealed class FetchTurnTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly SteppedTime _time = new();
    private readonly ILogger _logger = Substitute.For<ILogger>();
    private readonly EnqueuedSignal _enqueued = new();
    private readonly FetchTurn _turn;

    public FetchTurnTests()
    {
        _logger.IsEnabled(Arg.Any<LogLevel>()).Returns(true);
        _turn = new(new SemaphoreSlim(1), new IdleSlots(), _enqueued, _time, _logger);
    }

    private int Complaints => _logger.ReceivedCalls().Count(call => call.GetMethodInfo().Name == nameof(ILogger.Log));

    [Fact]
    public async Task Fetch_TokenFiresWhileAnotherAsks_GivesUp()
    {
        using var stopped = new CancellationTokenSource();
        using var gate = new ManualResetEventSlim();
        using var asked = new ManualResetEventSlim();
        var asking = Task.Run(() => _turn.Fetch(
            _ =>
            {
                asked.Set();
                gate.Wait(CancellationToken.None);
                return Substitute.For<IFetchedJob>();
            },
            CancellationToken.None), Token);
        asked.Wait(Token);
        var waiting = Task.Run(() => _turn.Fetch(_ => throw new InvalidOperationException("It was not its turn."), stopped.Token), Token);

        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(StorageFixture.Soon, Token));
        gate.Set();
        await asking;
    }

    [Fact]
    public async Task Fetch_DatabaseIsAway_AsksAgainEverySecondAndComplainsOnce()
    {
        var job = Substitute.For<IFetchedJob>();
        var asked = new List<DateTimeOffset>();

        var fetched = await FetchAsync(asked, failures: 3, job);

        Assert.Same(job, fetched);
        Assert.Equal([1, 1, 1], asked.Zip(asked.Skip(1), (one, next) => (next - one).TotalSeconds));
        Assert.Equal(1, Complaints);
    }

    [Fact]
    public async Task Fetch_DatabaseIsAwayAgainMuchLater_ComplainsAgain()
    {
        await FetchAsync([], failures: 1, Substitute.For<IFetchedJob>());
        _time.Advance(TimeSpan.FromMinutes(2));

        await FetchAsync([], failures: 1, Substitute.For<IFetchedJob>());

        Assert.Equal(2, Complaints);
    }

    [Fact]
    public void Fetch_TokenFiresWhileTheDatabaseIsAway_GivesUp()
    {
        using var stopped = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => _turn.Fetch(
            _ =>
            {
                stopped.Cancel();
                throw new NpgsqlException("away");
            },
            stopped.Token));
    }

    [Fact]
    public async Task Fetch_AJobIsEnqueuedWhileItWaitsForThePoll_AsksAtOnce()
    {
        var job = Substitute.For<IFetchedJob>();
        using var waiting = new SemaphoreSlim(0);
        var asks = 0;
        var fetching = Task.Run(() => _turn.Fetch(
            token =>
            {
                if (Interlocked.Increment(ref asks) > 3) return job;
                waiting.Release();
                token.WaitHandle.WaitOne();
                throw new OperationCanceledException(token);
            },
            CancellationToken.None), Token);

        for (var n = 0; n < 3; n++)
        {
            await waiting.WaitAsync(Token);
            _enqueued.Raise();
        }

        Assert.Same(job, await fetching.WaitAsync(StorageFixture.Soon, Token));
        Assert.Equal(4, asks);
        Assert.Equal(0, Complaints);
    }

    [Fact]
    public async Task Fetch_AJobIsEnqueuedWhileTheDatabaseIsAsked_AsksOnceMore()
    {
        var job = Substitute.For<IFetchedJob>();
        var asks = 0;

        var fetched = await Task.Run(() => _turn.Fetch(
            token =>
            {
                if (++asks > 1) return job;
                _enqueued.Raise(); // after the query has found nothing
                token.WaitHandle.WaitOne();
                throw new OperationCanceledException(token);
            },
            CancellationToken.None), Token).WaitAsync(StorageFixture.Soon, Token);

        Assert.Same(job, fetched);
    }

    /// <summary>Fetches from a database that fails first; the clock goes on by each pause, once the turn waits for it.</summary>
    private async Task<IFetchedJob> FetchAsync(List<DateTimeOffset> asked, int failures, IFetchedJob job)
    {
        var fetching = Task.Run(() => _turn.Fetch(
            _ =>
            {
                asked.Add(_time.GetUtcNow());
                return asked.Count > failures ? job : throw new NpgsqlException("away");
            },
            CancellationToken.None));
        for (var failure = 0; failure < failures; failure++) _time.Advance(await _time.NextPauseAsync(Token));
        return await fetching.WaitAsync(StorageFixture.Soon, Token);
    }

    /// <summary>A clock that tells what is waited for, as soon as it is.</summary>
    private sealed class SteppedTime : FakeTimeProvider
    {
        private readonly Channel<TimeSpan> _pauses = Channel.CreateUnbounded<TimeSpan>();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _pauses.Writer.TryWrite(dueTime);
            return timer;
        }

        public ValueTask<TimeSpan> NextPauseAsync(CancellationToken token) => _pauses.Reader.ReadAsync(token);
    }
}
