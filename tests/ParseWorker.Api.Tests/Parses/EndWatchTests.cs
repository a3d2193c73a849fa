using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using ParseWorker.Api.Parses;
using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Parses;

public sealed class EndWatchTests : IAsyncLifetime
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private readonly IParseQueries _queries = Substitute.For<IParseQueries>();
    private readonly FakeTimeProvider _time = new();
    private readonly Signals _signals = new();
    private readonly IHostApplicationLifetime _lifetime = Substitute.For<IHostApplicationLifetime>();
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<ParseId> _ended = [];
    private EndWatch _watch = null!;
    private int _asked;
    private int _failures;

    public async ValueTask InitializeAsync()
    {
        _lifetime.ApplicationStopping.Returns(_stopping.Token);
        _queries.FindEndedAsync(default!, CancellationToken.None).ReturnsForAnyArgs(call =>
        {
            Interlocked.Increment(ref _asked);
            if (_failures-- > 0) throw new InvalidOperationException("down");
            var ids = call.Arg<IReadOnlyCollection<ParseId>>();
            lock (_ended) return Task.FromResult<IReadOnlyList<ParseId>>([.. ids.Where(_ended.Contains)]);
        });
        _watch = new EndWatch(
            _queries, _signals, Options.Create(new WaitOptions { EndPoll = Poll }), _time, _lifetime, NullLogger<EndWatch>.Instance);
        await _watch.StartAsync(CancellationToken.None);
        await Eventually.IsTrueAsync(() => _signals.Heard is not null);
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.StopAsync(CancellationToken.None);
        _watch.Dispose();
        _stopping.Dispose();
    }

    [Fact]
    public async Task Watch_FiftyWaiters_CostOneQueryATick()
    {
        var waits = Enumerable.Range(0, 50).Select(_ => _watch.Watch(NewId())).ToList();
        for (var tick = 1; tick <= 10; tick++)
        {
            _time.Advance(Poll);
            await Eventually.IsTrueAsync(() => Volatile.Read(ref _asked) == tick);
        }

        waits.ForEach(wait => wait.Dispose());
        Assert.Equal(10, _asked);
    }

    [Fact]
    public async Task Watch_Nobody_AsksNothing()
    {
        using (var wait = _watch.Watch(NewId()))
        {
            _time.Advance(Poll);
            await Eventually.IsTrueAsync(() => Volatile.Read(ref _asked) == 1);
        }

        _time.Advance(TimeSpan.FromHours(1));
        _signals.Heard!(NewId().ToString());
        _signals.Heard("");

        // A later wait's query proves that none came before it.
        using var later = _watch.Watch(NewId());
        _time.Advance(Poll);
        await Eventually.IsTrueAsync(() => Volatile.Read(ref _asked) >= 2);
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Watch_Notified_AsksAtOnceAndTellsEveryWaiterOfThatParse()
    {
        var id = NewId();
        using var first = _watch.Watch(id);
        using var second = _watch.Watch(id);
        using var other = _watch.Watch(NewId());
        End(id);

        _signals.Heard!(id.ToString());

        Assert.Equal(WaitOutcome.Ended, await first.UntilEndedAsync(Timeout.InfiniteTimeSpan, CancellationToken.None));
        Assert.Equal(WaitOutcome.Ended, await second.UntilEndedAsync(Timeout.InfiniteTimeSpan, CancellationToken.None));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task Watch_NotificationThatIsNotTrue_IsNotBelieved()
    {
        var id = NewId();
        using var wait = _watch.Watch(id);

        _signals.Heard!(id.ToString());
        await Eventually.IsTrueAsync(() => Volatile.Read(ref _asked) == 1);
        var waiting = wait.UntilEndedAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(WaitOutcome.TimedOut, await waiting);
    }

    [Fact]
    public async Task Watch_FailingQuery_IsNoEnding()
    {
        var id = NewId();
        using var wait = _watch.Watch(id);
        End(id);
        _failures = 2;

        for (var tick = 1; tick <= 3; tick++)
        {
            _time.Advance(Poll);
            await Eventually.IsTrueAsync(() => Volatile.Read(ref _asked) == tick);
        }

        Assert.Equal(WaitOutcome.Ended, await wait.UntilEndedAsync(Timeout.InfiniteTimeSpan, CancellationToken.None));
    }

    [Fact]
    public async Task Wait_ProcessStops_SaysSo()
    {
        using var wait = _watch.Watch(NewId());
        var waiting = wait.UntilEndedAsync(Timeout.InfiniteTimeSpan, CancellationToken.None);

        await _stopping.CancelAsync();

        Assert.Equal(WaitOutcome.Stopping, await waiting);
    }

    [Fact]
    public async Task Wait_ClientLeft_Throws()
    {
        using var client = new CancellationTokenSource();
        using var wait = _watch.Watch(NewId());
        var waiting = wait.UntilEndedAsync(Timeout.InfiniteTimeSpan, client.Token);

        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static ParseId NewId() => ParseId.New(TimeProvider.System.GetUtcNow());

    private void End(ParseId id)
    {
        lock (_ended) _ended.Add(id);
    }

    /// <summary>A channel that the test speaks on.</summary>
    private sealed class Signals : ISignalListener
    {
        public Action<string>? Heard { get; private set; }

        public Task ListenAsync(SignalChannel channel, Action<string> heard, CancellationToken token)
        {
            Heard = heard;
            return new TaskCompletionSource().Task.WaitAsync(token);
        }
    }
}
