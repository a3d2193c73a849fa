using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Workers;

namespace ParseWorker.Worker.Cancellation;

/// <summary>What an answer of the database means for an attempt.</summary>
internal static class StopDecision
{
    /// <summary>Why the attempt must stop, or <see cref="CancelReason.None"/>.</summary>
    /// <param name="attempt">The attempt as it was granted when the question was SENT; 0 while its claim was still in flight.
    /// A grant that arrives later must not be judged by an older picture.</param>
    /// <param name="flags">The answer, or null when the parse was not in it.</param>
    public static CancelReason For(int attempt, AttemptFlags? flags) => flags switch
    {
        null => CancelReason.Gone,

        // A claim in flight: the parse may rightly be queued, or run elsewhere. A request on a parse in progress concerns us
        // only if our claim made it so, and then it is ours to hear; if not, the claim comes back empty.
        _ when attempt == 0 => flags is { Status: ParseStatus.InProgress, CancelRequested: true } ? CancelReason.UserRequest : CancelReason.None,

        _ when flags.Status != ParseStatus.InProgress || flags.Attempt != attempt => CancelReason.LeaseLost,
        { CancelRequested: true } => CancelReason.UserRequest,
        _ => CancelReason.None,
    };
}
