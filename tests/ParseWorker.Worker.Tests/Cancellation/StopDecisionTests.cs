using ParseWorker.Core.Parses;
using ParseWorker.Core.Workers;
using ParseWorker.Worker.Cancellation;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Cancellation;

public sealed class StopDecisionTests
{
    [Theory]
    // The claim is in flight.
    [InlineData(0, ParseStatus.Pending, 0, false, CancelReason.None)]
    [InlineData(0, ParseStatus.Queued, 0, false, CancelReason.None)]
    [InlineData(0, ParseStatus.InProgress, 1, false, CancelReason.None)]
    [InlineData(0, ParseStatus.InProgress, 1, true, CancelReason.UserRequest)]
    [InlineData(0, ParseStatus.Completed, 1, false, CancelReason.None)]
    [InlineData(0, ParseStatus.Cancelled, 0, true, CancelReason.None)]
    // The attempt runs.
    [InlineData(2, ParseStatus.InProgress, 2, false, CancelReason.None)]
    [InlineData(2, ParseStatus.InProgress, 2, true, CancelReason.UserRequest)]
    [InlineData(2, ParseStatus.InProgress, 3, false, CancelReason.LeaseLost)]
    [InlineData(2, ParseStatus.InProgress, 3, true, CancelReason.LeaseLost)]
    [InlineData(2, ParseStatus.Queued, 2, false, CancelReason.LeaseLost)]
    [InlineData(2, ParseStatus.Cancelled, 2, true, CancelReason.LeaseLost)]
    [InlineData(2, ParseStatus.Failed, 2, false, CancelReason.LeaseLost)]
    public void For_Answer_IsReason(int granted, ParseStatus status, int attempt, bool cancelRequested, CancelReason expected)
    {
        var flags = new AttemptFlags(MonitorHarness.NewId(), status, attempt, cancelRequested);

        Assert.Equal(expected, StopDecision.For(granted, flags));
    }

    [Theory, InlineData(0), InlineData(1)]
    public void For_NoRow_IsGone(int granted) => Assert.Equal(CancelReason.Gone, StopDecision.For(granted, flags: null));
}
