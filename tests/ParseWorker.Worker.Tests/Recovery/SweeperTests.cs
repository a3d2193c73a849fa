using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Telemetry;
using ParseWorker.Core.Workers;
using ParseWorker.Testing;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Recovery;
using ParseWorker.Worker.Telemetry;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Recovery;

public sealed class SweeperTests : IDisposable
{
    private readonly IRecoveryStore _recovery = Substitute.For<IRecoveryStore>();
    private readonly IDatabaseState _database = Substitute.For<IDatabaseState>();
    private readonly IParseStore _store = Substitute.For<IParseStore>();
    private readonly IParseQueue _queue = Substitute.For<IParseQueue>();
    private readonly FakeTimeProvider _time = new();
    private readonly TestMeters _meters = new();
    private readonly RecordedLog _log = new();
    private readonly Sweeper _sweeper;
    private Func<bool> _answer = () => false;

    public SweeperTests()
    {
        _database.IsReadOnlyAsync(CancellationToken.None).ReturnsForAnyArgs(_ => _answer());
        _recovery.TakeBackExpiredAsync(default, default, CancellationToken.None).ReturnsForAnyArgs([]);
        _recovery.ExpireWaitingAsync(default, CancellationToken.None).ReturnsForAnyArgs([]);
        _recovery.FindWithoutJobAsync(default, CancellationToken.None).ReturnsForAnyArgs([]);
        _store.AdmitAsync(default, CancellationToken.None).ReturnsForAnyArgs([]);
        var dispatcher = new ParseDispatcher(_store, _queue, new AdmissionMetrics(_meters, _time), _log.For<ParseDispatcher>());
        _sweeper = new Sweeper(
            _recovery, _database, dispatcher, new SweepMetrics(_meters), new ParseMetrics(_meters), Options.Create(new WorkerOptions()),
            _time, _log.For<Sweeper>());
    }

    [Fact]
    public async Task Sweep_Round_TakesBackThenFindsThenAdmits()
    {
        await _sweeper.SweepAsync(CancellationToken.None);

        Received.InOrder(() =>
        {
            _recovery.TakeBackExpiredAsync(TimeSpan.FromSeconds(15), 100, Arg.Any<CancellationToken>());
            _recovery.ExpireWaitingAsync(100, Arg.Any<CancellationToken>());
            _recovery.FindWithoutJobAsync(100, Arg.Any<CancellationToken>());
            _store.AdmitAsync(null, Arg.Any<CancellationToken>());
        });
    }

    [Fact]
    public async Task Sweep_TakenBack_EnqueuesThoseThatAreQueuedOnly()
    {
        var (queued, failed, cancelled) = (Parse(), Parse(), Parse());
        _recovery.TakeBackExpiredAsync(default, default, CancellationToken.None).ReturnsForAnyArgs(
        [
            new TakenBack(queued, ParseStatus.Queued), new TakenBack(failed, ParseStatus.Failed),
                new TakenBack(cancelled, ParseStatus.Cancelled),
        ]);

        await _sweeper.SweepAsync(CancellationToken.None);

        _queue.Received(1).Enqueue(queued);
        Assert.Single(_queue.ReceivedCalls());
        Assert.Equal(3, _log.Count(4303));
    }

    [Fact]
    public async Task Sweep_WithoutJob_EnqueuesAgain()
    {
        var lost = Parse();
        _recovery.FindWithoutJobAsync(default, CancellationToken.None).ReturnsForAnyArgs([lost]);

        await _sweeper.SweepAsync(CancellationToken.None);

        _queue.Received(1).Enqueue(lost);
    }

    [Fact]
    public async Task Sweep_OneLoopFails_OthersGoOn()
    {
        _recovery.TakeBackExpiredAsync(default, default,
            CancellationToken.None).ThrowsAsyncForAnyArgs(new TimeoutException("The test's database is down."));
        _recovery.FindWithoutJobAsync(default,
            CancellationToken.None).ThrowsAsyncForAnyArgs(new TimeoutException("The test's database is down."));

        await _sweeper.SweepAsync(CancellationToken.None);

        await _store.Received(1).AdmitAsync(null, Arg.Any<CancellationToken>());
        Assert.Equal(2, _log.Count(4305));
    }

    // Nobody could renew while it was away; whoever stopped needs a moment to hand back.
    [Theory]
    [InlineData(0)]
    [InlineData(40)] // a request into the void ends at the driver's limit
    public async Task Sweep_AfterAnOutage_TakesNothingBackForALease(int secondsUntilItFails)
    {
        await SweepAfterASecondAsync();
        _answer = () => throw Late(secondsUntilItFails);
        for (var second = 0; second < 3; second++) await SweepAfterASecondAsync();
        _answer = () => false;

        await TakesNothingBackForALeaseAsync();
    }

    // A server that was stopped, or a way that was cut for a while, answers late and fails nobody.
    [Fact]
    public async Task Sweep_AfterAnAnswerThatTookLong_TakesNothingBackForALease()
    {
        await SweepAfterASecondAsync();
        _answer = () => Late(20) is null;
        await SweepAfterASecondAsync();
        _answer = () => false;

        await TakesNothingBackForALeaseAsync();
    }

    [Fact]
    public async Task Sweep_TakeBackFailsOnce_IsTriedASecondLater()
    {
        _recovery.TakeBackExpiredAsync(default, default, CancellationToken.None)
            .ReturnsForAnyArgs(_ => throw new TimeoutException("It waits for a lock."), _ => []);

        await SweepAfterASecondAsync();
        await SweepAfterASecondAsync();

        Assert.Equal(2, TakeBacks());
    }

    [Fact]
    public async Task Sweep_ForAMinute_KeepsHouseOnce()
    {
        for (var second = 0; second < 60; second++)
        {
            await _sweeper.SweepAsync(CancellationToken.None);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await _recovery.Received(1).ForgetUnansweredAsync(100, Arg.Any<CancellationToken>());
        await _sweeper.SweepAsync(CancellationToken.None);
        await _recovery.Received(2).ForgetUnansweredAsync(100, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Run_EverySecond_SweepsThoughTheLastOneFailed()
    {
        _recovery.TakeBackExpiredAsync(default, default,
            CancellationToken.None).ThrowsAsyncForAnyArgs(new TimeoutException("The test's database is down."));
        await _sweeper.StartAsync(CancellationToken.None);

        for (var rounds = 1; rounds <= 5; rounds++)
        {
            await Eventually.IsTrueAsync(() => Rounds() == rounds);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await _sweeper.StopAsync(CancellationToken.None);
        Assert.InRange(Rounds(), 5, 6);
    }

    private async Task TakesNothingBackForALeaseAsync()
    {
        var before = TakeBacks();
        Assert.Equal(1, before);
        for (var second = 1; second < new WorkerOptions().Lease.TotalSeconds; second++) await SweepAfterASecondAsync();
        Assert.Equal(before, TakeBacks());

        for (var second = 0; second < 2; second++) await SweepAfterASecondAsync();
        Assert.NotEqual(before, TakeBacks());
    }

    private TimeoutException Late(int seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return new TimeoutException("The test's database is down.");
    }

    private async Task SweepAfterASecondAsync()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        await _sweeper.SweepAsync(CancellationToken.None);
    }

    private int TakeBacks() =>
        _recovery.ReceivedCalls().Count(call => call.GetMethodInfo().Name == nameof(IRecoveryStore.TakeBackExpiredAsync));

    public void Dispose()
    {
        _sweeper.Dispose();
        _log.Dispose();
        _meters.Dispose();
    }

    private int Rounds() => _store.ReceivedCalls().Count(call => call.GetMethodInfo().Name == nameof(IParseStore.AdmitAsync));

    private static QueuedParse Parse() => new(MonitorHarness.NewId(), Attempt: 1, TestParses.Environment);
}
