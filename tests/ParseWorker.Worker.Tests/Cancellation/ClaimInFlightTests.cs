using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Parses;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Cancellation;

/// <summary>Parses that are watched before their claim is answered, and answers that are older than what they tell of.</summary>
public sealed class ClaimInFlightTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Claim_StillQueued_IsNotLost()
    {
        await using var harness = await WatchHarness.StartAsync();
        using var watched = harness.Claiming();

        await harness.TickAsync();

        Assert.Equal(CancelReason.None, watched.Reason);
    }

    [Fact]
    public async Task Claim_GrantedAndCancelledBeforeItsReply_StopsWithUserRequest()
    {
        await using var harness = await WatchHarness.StartAsync();
        using var watched = harness.Claiming();
        harness.RequestCancel(watched);
        await harness.TickAsync();

        watched.Granted(new AttemptKey(watched.Id, 1));

        await WatchHarness.StopsAsync(watched, CancelReason.UserRequest);
    }

    [Fact]
    public async Task Claim_GrantedWhileAnOlderPictureIsOnItsWay_IsNotLost()
    {
        await using var harness = await WatchHarness.StartAsync();
        using var watched = harness.Claiming();
        var gate = new Gate();
        harness.Database.OnRead = gate.PassAsync;
        harness.Time.Advance(Second);
        await gate.Reached;

        // The answer under way says "queued, attempt 0"; the grant has come since.
        harness.Grant(watched);
        gate.Open();
        await harness.TickAsync();

        Assert.Equal(CancelReason.None, watched.Reason);
    }

    [Fact]
    public async Task Register_WhileAQueryIsUnderWay_IsNotGone()
    {
        await using var harness = await WatchHarness.StartAsync();
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
        await using var harness = await WatchHarness.StartAsync();
        using var running = harness.Running();
        using var duplicate = harness.List.Add(running.Id);

        await harness.TickAsync();
        Assert.Equal(CancelReason.None, running.Reason);
        Assert.Equal(1, harness.Database.Reads.First());

        // Taken back and granted again to the same worker: the old attempt must stop, the new one goes on.
        harness.Grant(duplicate, attempt: 2);
        harness.Time.Advance(Second);
        await WatchHarness.StopsAsync(running, CancelReason.LeaseLost);
        Assert.Equal(CancelReason.None, duplicate.Reason);
    }
}
