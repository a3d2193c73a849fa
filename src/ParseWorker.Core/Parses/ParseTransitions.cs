namespace ParseWorker.Core.Parses;

/// <summary>The one table of moves a parse may make; the SQL guards and the tests follow it.</summary>
public static class ParseTransitions
{
    /// <summary>True when a parse may go from one status to the other in one step.</summary>
    public static bool IsAllowed(ParseStatus from, ParseStatus to) => (from, to) switch
    {
        (ParseStatus.Pending, ParseStatus.Queued) => true, // admitted: a Hangfire job will start it
        (ParseStatus.Pending, ParseStatus.InProgress) => true, // claimed before anyone saw it queued
        (ParseStatus.Pending, ParseStatus.Cancelled) => true, // nothing runs, so the request ends it at once
        (ParseStatus.Pending, ParseStatus.Failed) => true, // its deadline passed before a worker started it
        (ParseStatus.Queued, ParseStatus.InProgress) => true, // claimed
        (ParseStatus.Queued, ParseStatus.Cancelled) => true, // nothing runs, so the request ends it at once
        (ParseStatus.Queued, ParseStatus.Failed) => true, // its deadline passed before a worker started it
        (ParseStatus.InProgress, ParseStatus.Queued) => true, // handed back or taken back (attempt not spent), retried (spent)
        (ParseStatus.InProgress, ParseStatus.Completed) => true,
        (ParseStatus.InProgress, ParseStatus.Failed) => true,
        (ParseStatus.InProgress, ParseStatus.Cancelled) => true, // only when a cancel was requested
        _ => false,
    };

    /// <summary>True for a status that is never left.</summary>
    public static bool IsTerminal(this ParseStatus status) =>
        status is ParseStatus.Completed or ParseStatus.Failed or ParseStatus.Cancelled;
}
