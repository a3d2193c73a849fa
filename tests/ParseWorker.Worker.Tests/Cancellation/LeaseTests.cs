using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Cancellation;

/// <summary>A lease of 15 s, renewed every 5 s, counts as lost at the age of 12 s.</summary>
public sealed class LeaseTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Renewal_Failing_LosesTheLeaseBeforeItRunsOut()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Running();
        harness.Database.OnRenewal = () => throw new TimeoutException("The test's database is down.");

        await AdvanceAsync(harness, 11);
        await harness.JudgedAsync();
        Assert.Equal(CancelReason.None, running.Reason);

        harness.Time.Advance(Second);
        await MonitorHarness.StopsAsync(running, CancelReason.LeaseLost);
        Assert.True(running.MayHoldLease);
    }

    [Fact]
    public async Task Renewal_Failing_IsTriedAgainAndLoggedOnce()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Running();
        harness.Database.OnRenewal = () => throw new TimeoutException("The test's database is down.");
        await AdvanceAsync(harness, 8);
        Assert.InRange(harness.Database.Renewals.Count, 2, 4);
        Assert.Equal(1, harness.Log.Count(4101));

        harness.Database.OnRenewal = () => Task.CompletedTask;
        await AdvanceAsync(harness, 8);

        Assert.Equal(CancelReason.None, running.Reason);
        Assert.Equal(1, harness.Log.Count(4102));
    }

    [Fact]
    public async Task Database_Hangs_LosesTheLeaseAllTheSame()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Running();
        var never = new Gate();
        harness.Database.OnRead = never.PassAsync;
        harness.Database.OnRenewal = never.PassAsync;

        harness.Time.Advance(Second);
        await never.Reached;
        for (var i = 0; i < 11; i++) harness.Time.Advance(Second);

        await MonitorHarness.StopsAsync(running, CancelReason.LeaseLost);
    }

    [Fact]
    public async Task Database_BlocksItsCaller_LosesTheLeaseAllTheSame()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Running();
        using var never = new ManualResetEventSlim();
        harness.Database.OnRenewal = () =>
        {
            never.Wait(TestContext.Current.CancellationToken);
            return Task.CompletedTask;
        };

        for (var i = 0; i < 12; i++) harness.Time.Advance(Second);

        await MonitorHarness.StopsAsync(running, CancelReason.LeaseLost);
        never.Set();
    }

    [Fact]
    public async Task Query_Hangs_IsGivenUpAndAskedAgain()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Running();
        var never = new Gate();
        harness.Database.OnRead = never.PassAsync;
        harness.Time.Advance(Second);
        await never.Reached;

        harness.Database.OnRead = () => Task.CompletedTask;
        harness.RequestCancel(running);
        harness.Time.Advance(harness.Worker.MonitorQueryLimit);

        await MonitorHarness.StopsAsync(running, CancelReason.UserRequest);
        Assert.Equal(1, harness.Log.Count(4101));
    }

    [Fact]
    public async Task Query_Failing_ChangesNothingAndIsLoggedOnce()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Running();
        harness.Database.OnRead = () => throw new InvalidOperationException("The test's database is down.");
        for (var i = 0; i < 4; i++) await harness.TickAsync();

        Assert.Equal(CancelReason.None, running.Reason);
        Assert.Equal(1, harness.Log.Count(4101));
    }

    [Fact]
    public async Task Age_OfARenewal_CountsFromItsSending()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Running();
        var gate = new Gate();
        harness.Database.OnRenewal = gate.PassAsync;
        await AdvanceAsync(harness, 5);
        await gate.Reached;

        // Sent at 5 s, answered at 7 s: good until 17 s, not 19 s.
        await AdvanceAsync(harness, 2);
        gate.Open();
        await Eventually.IsTrueAsync(() => running.LeaseFrom == TimeSpan.FromSeconds(5));
        harness.Database.OnRenewal = () => throw new TimeoutException("The test's database is down.");
        await AdvanceAsync(harness, 9);
        await harness.JudgedAsync();
        Assert.Equal(CancelReason.None, running.Reason);

        harness.Time.Advance(Second);
        await MonitorHarness.StopsAsync(running, CancelReason.LeaseLost);
    }

    [Fact]
    public async Task TimeLimit_OfTheParse_StopsItBeforeTheWallTimeDoes()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Claiming();
        harness.Grant(running, timeLeft: TimeSpan.FromSeconds(3));
        using var other = harness.Running();
        await AdvanceAsync(harness, 2);
        Assert.Equal(CancelReason.None, running.Reason);

        harness.Time.Advance(Second);

        await MonitorHarness.StopsAsync(running, CancelReason.Timeout);
        Assert.Equal(CancelReason.None, other.Reason);
    }

    [Fact]
    public async Task TimeLimit_ThatIsOverAlready_StopsItAtOnce()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Claiming();
        await harness.JudgedAsync();

        harness.Grant(running, timeLeft: TimeSpan.FromSeconds(-1));

        await MonitorHarness.StopsAsync(running, CancelReason.Timeout);
    }

    [Fact]
    public async Task Process_PausedPastItsLease_StopsItselfThoughTheDatabaseWouldRenew()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Running();
        await harness.TickAsync();

        // SIGSTOP, as the clock sees it.
        harness.Time.Advance(TimeSpan.FromSeconds(60));

        await MonitorHarness.StopsAsync(running, CancelReason.LeaseLost);
        Assert.False(running.MayHoldLease);
    }

    [Fact]
    public async Task Renewal_NotExtended_IsLeaseLost()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var lost = harness.Running();
        using var kept = harness.Running();
        var never = new Gate();
        harness.Database.OnRead = never.PassAsync;
        harness.Database.Set(lost.Id, ParseStatus.InProgress, attempt: 2);

        for (var i = 0; i < 5; i++) harness.Time.Advance(Second);

        await MonitorHarness.StopsAsync(lost, CancelReason.LeaseLost);
        Assert.Equal(CancelReason.None, kept.Reason);
    }

    [Fact]
    public async Task Renewal_WhileTheEngineStops_GoesOn()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Running();
        running.Stop(CancelReason.Shutdown);

        await AdvanceAsync(harness, 20);

        Assert.InRange(harness.Database.Renewals.Count, 3, 4);
        Assert.True(running.MayHoldLease);
    }

    /// <summary>Second by second, as time passes; each is worked off before the next.</summary>
    private static async Task AdvanceAsync(MonitorHarness harness, int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            var (reads, at) = (harness.Database.Reads.Count, harness.Attempts.Now);
            harness.Time.Advance(Second);
            await Eventually.IsTrueAsync(() => harness.Database.Reads.Count > reads && harness.Attempts.Now > at);
        }
    }
}
