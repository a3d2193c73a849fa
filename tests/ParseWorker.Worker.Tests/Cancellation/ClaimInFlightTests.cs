using ParseWorker.Core.Parses;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Cancellation;

/// <summary>Parses that are running before their claim is answered, and answers that are older than what they tell of.</summary>
public sealed class ClaimInFlightTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Claim_StillQueued_IsNotLost()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Claiming();

        await harness.TickAsync();

        Assert.Equal(CancelReason.None, running.Reason);
    }

    [Fact]
    public async Task Claim_GrantedAndCancelledBeforeItsReply_StopsWithUserRequest()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Claiming();
        harness.RequestCancel(running);
        await harness.TickAsync();

        running.Granted(new AttemptKey(running.Id, 1));

        await MonitorHarness.StopsAsync(running, CancelReason.UserRequest);
    }

    [Fact]
    public async Task Claim_GrantedWhileAnOlderSnapshotIsOnItsWay_IsNotLost()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Claiming();
        var gate = new Gate();
        harness.Database.OnRead = gate.PassAsync;
        harness.Time.Advance(Second);
        await gate.Reached;

        // The answer under way says "queued, attempt 0"; the grant has come since.
        harness.Grant(running);
        gate.Open();
        await harness.TickAsync();

        Assert.Equal(CancelReason.None, running.Reason);
    }

    [Fact]
    public async Task Register_WhileAQueryIsUnderWay_IsNotGone()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var first = harness.Running();
        var gate = new Gate();
        harness.Database.OnRead = gate.PassAsync;
        harness.Time.Advance(Second);
        await gate.Reached;

        using var second = harness.Running();
        gate.Open();
        await harness.TickAsync();

        Assert.Equal(CancelReason.None, second.Reason);
    }

    [Fact]
    public async Task Register_SameParseTwice_JudgesEachByItsOwnAttempt()
    {
        await using var harness = await MonitorHarness.StartAsync();
        using var running = harness.Running();
        using var duplicate = harness.Attempts.Add(running.Id);

        await harness.TickAsync();
        Assert.Equal(CancelReason.None, running.Reason);
        Assert.Equal(1, harness.Database.Reads.First());

        // Taken back and granted again to the same worker: the old attempt must stop, the new one goes on.
        harness.Grant(duplicate, attempt: 2);
        harness.Time.Advance(Second);
        await MonitorHarness.StopsAsync(running, CancelReason.LeaseLost);
        Assert.Equal(CancelReason.None, duplicate.Reason);
    }
}
