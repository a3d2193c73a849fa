using ParseWorker.Core.Parses;
using ParseWorker.Core.Workers;

namespace ParseWorker.Worker.Cancellation;

/// <summary>Whether the flags that the database returned stop an attempt.</summary>
internal static class StopDecision
{
    /// <summary>Why the attempt must stop, or <see cref="CancelReason.None"/>.</summary>
    /// <param name="attempt">The attempt as it was granted when the question was SENT; 0 while its claim was still in flight.
    /// A grant that arrives later must not be judged by an older snapshot.</param>
    /// <param name="flags">The answer, or null when the parse was not in it.</param>
    public static CancelReason For(int attempt, AttemptFlags? flags) => flags switch
    {
        null => CancelReason.Gone,

        // The claim is still in flight, so the parse may be queued, or run on another worker. If it is in progress with a cancel
        // request, either this claim was granted, and the request is for this attempt, or the claim will return nothing.
        _ when attempt == 0 => flags is { Status: ParseStatus.InProgress, CancelRequested: true }
            ? CancelReason.UserRequest
            : CancelReason.None,

        _ when flags.Status != ParseStatus.InProgress || flags.Attempt != attempt => CancelReason.LeaseLost,
        { CancelRequested: true } => CancelReason.UserRequest,
        _ => CancelReason.None,
    };
}
