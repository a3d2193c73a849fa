using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Cancellation;

public sealed class CancellationMonitorTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Tick_NothingRunning_SendsNoStatement()
    {
        await using var harness = await MonitorHarness.StartAsync();
        for (var i = 0; i < 60; i++) harness.Time.Advance(Second);
        await harness.Listener.NotifyAsync("");

        // The first statement ever is the one for the first parse.
        using var running = harness.Claiming();
        await harness.TickAsync();

        Assert.Equal([1, 1], harness.Database.Reads);
        Assert.Empty(harness.Database.Renewals);
    }

    [Fact]
    public async Task Tick_FiftyParses_IsOneQueryATickAndOneRenewalEveryThirdOfTheLease()
    {
        await using var harness = await MonitorHarness.StartAsync();
        var running = Enumerable.Range(0, 50).Select(_ => harness.Running()).ToList();
        var seconds = 0;

        for (; seconds < 30; seconds++)
        {
            harness.Time.Advance(Second);
            var (ticks, renewals) = (seconds + 1, (seconds + 1) / 5);
            await Eventually.IsTrueAsync(() => harness.Database.Reads.Count == ticks && harness.Database.Renewals.Count == renewals);
        }

        Assert.Equal(Enumerable.Repeat(50, 30), harness.Database.Reads);
        Assert.Equal(Enumerable.Repeat(50, 6), harness.Database.Renewals);
        Assert.All(running, parse => Assert.Equal(CancelReason.None, parse.Reason));
    }

    [Fact]
    public async Task Tick_CancelRequested_StopsThatParseOnly()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var asked = harness.Running();
        using var other = harness.Running();
        harness.RequestCancel(asked);

        harness.Time.Advance(Second);

        await MonitorHarness.StopsAsync(asked, CancelReason.UserRequest);
        await harness.JudgedAsync();
        Assert.Equal(CancelReason.None, other.Reason);
    }

    [Fact]
    public async Task Tick_RowMissing_IsGone()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Running();
        harness.Database.Remove(running.Id);

        harness.Time.Advance(Second);

        await MonitorHarness.StopsAsync(running, CancelReason.Gone);
    }

    [Theory]
    [InlineData(ParseStatus.InProgress, 2)]
    [InlineData(ParseStatus.Queued, 1)]
    [InlineData(ParseStatus.Failed, 1)]
    public async Task Tick_NotThisAttemptInProgress_IsLeaseLost(ParseStatus status, int attempt)
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Running();
        harness.Database.Set(running.Id, status, attempt);

        harness.Time.Advance(Second);

        await MonitorHarness.StopsAsync(running, CancelReason.LeaseLost);
    }

    [Fact]
    public async Task Tick_AfterFirstReason_KeepsIt()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Running();
        harness.RequestCancel(running);
        harness.Time.Advance(Second);
        await MonitorHarness.StopsAsync(running, CancelReason.UserRequest);

        harness.Database.Remove(running.Id);
        await harness.TickAsync();

        Assert.Equal(CancelReason.UserRequest, running.Reason);
    }

    [Fact]
    public async Task Notification_NoFlagInTheDatabase_StopsNothing()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Running();
        await harness.TickAsync();
        var before = harness.Database.Reads.Count;

        await harness.Listener.NotifyAsync(running.Id.ToString());
        harness.Time.Advance(TimeSpan.FromMilliseconds(5));
        await Eventually.IsTrueAsync(() => harness.Database.Reads.Count > before);
        await harness.JudgedAsync();

        Assert.Equal(CancelReason.None, running.Reason);
    }

    [Fact]
    public async Task Notification_Flagged_StopsLongBeforeTheNextPoll()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Running();
        harness.RequestCancel(running);

        await harness.Listener.NotifyAsync(running.Id.ToString());
        harness.Time.Advance(TimeSpan.FromMilliseconds(5));

        await MonitorHarness.StopsAsync(running, CancelReason.UserRequest);
    }

    [Fact]
    public async Task Notification_Burst_IsOneTick()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Running();
        await harness.TickAsync();
        var before = harness.Database.Reads.Count;

        for (var i = 0; i < 100; i++) await harness.Listener.NotifyAsync(running.Id.ToString());
        harness.Time.Advance(TimeSpan.FromMilliseconds(5));
        await harness.JudgedAsync();

        // One for the burst, one that JudgedAsync asks for.
        Assert.InRange(harness.Database.Reads.Count - before, 1, 2);
    }

    [Fact]
    public async Task Notification_ParseOfAnotherWorker_AsksNothing()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Running();
        await harness.TickAsync();
        var before = harness.Database.Reads.Count;

        await harness.Listener.NotifyAsync(MonitorHarness.NewId().ToString());
        harness.Time.Advance(TimeSpan.FromMilliseconds(500));
        await harness.JudgedAsync();

        Assert.Equal(1, harness.Database.Reads.Count - before);
    }

    [Fact]
    public async Task Notification_WhileAQueryIsUnderWay_IsFollowedByAnother()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Running();
        var gate = new Gate();
        harness.Database.OnRead = gate.PassAsync;
        harness.Time.Advance(Second);
        await gate.Reached;

        // The query under way has read its rows: it cannot know.
        harness.RequestCancel(running);
        await harness.Listener.NotifyAsync(running.Id.ToString());
        gate.Open();
        harness.Time.Advance(TimeSpan.FromMilliseconds(5));

        await MonitorHarness.StopsAsync(running, CancelReason.UserRequest);
    }

    [Fact]
    public async Task Dispose_WhileAnAnswerIsOnItsWay_StopsNothingAndFailsNothing()
    {
        await using var harness = await MonitorHarness.StartAsync();
        var ended = harness.Running();
        using var other = harness.Running();
        var gate = new Gate();
        harness.RequestCancel(ended);
        harness.Database.OnRead = gate.PassAsync;
        harness.Time.Advance(Second);
        await gate.Reached;

        ended.Dispose();
        gate.Open();
        await harness.TickAsync();

        Assert.Equal(CancelReason.None, ended.Reason);
        Assert.Equal(CancelReason.None, other.Reason);
    }

    [Fact]
    public async Task Decide_BeforeTheEndingIsSeen_IsNoLoss()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Running();
        Assert.Equal(CancelReason.None, running.Decide());

        harness.Database.Set(running.Id, ParseStatus.Completed, attempt: 1);
        await harness.TickAsync();

        Assert.Equal(CancelReason.None, running.Reason);
        Assert.Equal(0, harness.Log.Count(4103));
    }

    [Fact]
    public async Task StopAll_Shutdown_StopsRunningAndLaterParses()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Running();

        harness.Attempts.StopAll(CancelReason.Shutdown);
        using var later = harness.Claiming();

        await MonitorHarness.StopsAsync(running, CancelReason.Shutdown);
        await MonitorHarness.StopsAsync(later, CancelReason.Shutdown);
    }

    [Fact]
    public async Task WallTime_Over_IsTimeout()
    {
        await using var harness = await MonitorHarness.StartAsync(engines: new EngineOptions { WallTime = TimeSpan.FromSeconds(3) });
        using var running = harness.Running();
        await harness.TickAsync();
        await harness.TickAsync();
        Assert.Equal(CancelReason.None, running.Reason);

        harness.Time.Advance(Second);

        await MonitorHarness.StopsAsync(running, CancelReason.Timeout);
    }

    [Theory]
    [InlineData(2, 5)]
    [InlineData(1000, 30)] // ten times the wall time, however busy the machine
    public async Task WallTime_MachineHadNoProcessorForTheEngine_StandsStillForThatTime(int starved, int seconds)
    {
        await using var harness = await MonitorHarness.StartAsync(engines: new EngineOptions { WallTime = TimeSpan.FromSeconds(3) });
        using var running = harness.Running();
        running.Report(TimeSpan.FromSeconds(starved));
        for (var second = 1; second < seconds; second++)
        {
            await harness.TickAsync();
            Assert.Equal(CancelReason.None, running.Reason);
        }

        harness.Time.Advance(Second);

        await MonitorHarness.StopsAsync(running, CancelReason.Timeout);
    }
}
