using ParseWorker.Core.Documents;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Files;
using ParseWorker.Worker.Remote;

namespace ParseWorker.Worker.Jobs;

/// <summary>
/// How an attempt ended, from everything its worker knows. A user's request wins over everything but the loss of the parse;
/// then what the engine said about the document; then why it was told to stop; then what went wrong.
/// </summary>
internal static class ParseOutcomes
{
    /// <param name="failure">What the attempt threw, or null.</param>
    /// <param name="reason">Why it was told to stop.</param>
    /// <param name="ending">The engine's last word, once every page before it is stored; else null.</param>
    /// <param name="creditsPerPage">The profile's rate.</param>
    public static ParseOutcome Decide(Exception? failure, CancelReason reason, EngineMessage? ending, decimal creditsPerPage) =>
        (failure, reason, ending) switch
        {
            (_, CancelReason.Gone, _) => new ParseOutcome.Abandoned(CancelReason.Gone),
            (FenceLostException, _, _) => new ParseOutcome.Abandoned(CancelReason.LeaseLost),
            (_, CancelReason.UserRequest, _) => new ParseOutcome.Cancelled(Forced: failure is EngineKilledException),

            // Facts about the document, with every page stored: true whether or not it was told to stop meanwhile.
            (null, _, EngineMessage.Finished finished) =>
                new ParseOutcome.Completed(finished.PageCount, finished.PageCount * creditsPerPage),
            (null, _, EngineMessage.Refused refused) when !ParseErrorTable.Of(refused.Error.Code).IsRetried =>
                new ParseOutcome.Failed(refused.Error),
            (DocumentLimitException limit, _, _) => new ParseOutcome.Failed(limit.Error),
            (RemoteDocumentException remote, _, _) when !ParseErrorTable.Of(remote.Error.Code).IsRetried =>
                new ParseOutcome.Failed(remote.Error),

            // The worker stops, or could not renew: not the document's fault, so no attempt is spent. The fence makes it safe
            // to try when the lease is lost for good.
            (_, CancelReason.Shutdown or CancelReason.LeaseLost, _) => new ParseOutcome.HandedBack(),

            // Where the document is cannot be reached; others are there too.
            (ObjectStoreException, _, _) => new ParseOutcome.HandedBack(HandBackCause.BucketUnavailable),

            // No engine has seen the document, however long that took, or none had room to work: nothing can be said of it.
            (WorkFolderException, _, _) => new ParseOutcome.HandedBack(HandBackCause.NoRoomOnDisk),
            (EngineNotStartedException, _, _) => new ParseOutcome.HandedBack(HandBackCause.HostNotStarted),

            (_, CancelReason.Timeout, _) => new ParseOutcome.Failed(OutOfTime),

            // Nobody asked for a stop, so whatever happened is a fault; another attempt may go better.
            (null, _, EngineMessage.Refused refused) => new ParseOutcome.Retried(refused.Error),
            (RemoteDocumentException remote, _, _) => new ParseOutcome.Retried(remote.Error),
            (EngineOutOfMemoryException, _, _) => new ParseOutcome.Retried(OutOfMemory),
            (EngineCrashedException, _, _) => new ParseOutcome.Retried(Crashed),
            _ => new ParseOutcome.Retried(Internal),
        };

    private static ParseError OutOfTime { get; } = ParseErrorTable.Explain(
        ParseErrorCodes.Timeout, "The document took longer than one attempt may run, or than its time_limit.");

    private static ParseError OutOfMemory { get; } = ParseErrorTable.Explain(
        ParseErrorCodes.EngineOutOfMemory, "The document needs more memory than one engine may use.");

    private static ParseError Crashed { get; } = ParseErrorTable.Explain(
        ParseErrorCodes.EngineCrashed, "The engine's process died on this document.");

    private static ParseError Internal { get; } = ParseErrorTable.Explain(
        ParseErrorCodes.InternalError, "The worker could not finish this document because of a fault of its own.");
}
