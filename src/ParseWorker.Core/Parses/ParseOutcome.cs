using ParseWorker.Core.Errors;

namespace ParseWorker.Core.Parses;

/// <summary>How an attempt ended, as its worker saw it; a cancel request overrules all of them in the database.</summary>
public abstract record ParseOutcome
{
    private ParseOutcome() { }

    /// <summary>Every page is stored.</summary>
    /// <param name="PageCount">Pages of the document, 1 or more.</param>
    /// <param name="Credits">Pages × the profile's rate.</param>
    public sealed record Completed(int PageCount, decimal Credits) : ParseOutcome;

    /// <summary>The document cannot be parsed; trying again would not help.</summary>
    /// <param name="Error">Why.</param>
    public sealed record Failed(ParseError Error) : ParseOutcome;

    /// <summary>A cancel was requested and the engine has stopped.</summary>
    /// <param name="Forced">True when its process had to be killed.</param>
    public sealed record Cancelled(bool Forced) : ParseOutcome;

    /// <summary>
    /// Back to the queue, attempt not spent: the document is fine. At once when the worker stops; after a while when its machine is at
    /// fault.
    /// </summary>
    /// <param name="Cause">Why.</param>
    public sealed record HandedBack(HandBackCause Cause = HandBackCause.WorkerStops) : ParseOutcome;

    /// <summary>Back to the queue after a while, attempt spent; <c>failed</c> with this error when it was the last.</summary>
    /// <param name="Error">What went wrong this time.</param>
    public sealed record Retried(ParseError Error) : ParseOutcome;

    /// <summary>The attempt is no longer held by this worker; nothing may be written.</summary>
    /// <param name="Reason">How that came about.</param>
    public sealed record Abandoned(CancelReason Reason) : ParseOutcome;
}
