namespace ParseWorker.Core.Parses;

/// <summary>Where a parse is in its life; the moves between them are in <see cref="ParseTransitions"/>.</summary>
public enum ParseStatus
{
    /// <summary>Recorded, waiting for admission.</summary>
    Pending,

    /// <summary>Has a Hangfire job, waiting for a worker.</summary>
    Queued,

    /// <summary>An attempt holds the lease.</summary>
    InProgress,

    /// <summary>Ended with its text.</summary>
    Completed,

    /// <summary>Ended with an error.</summary>
    Failed,

    /// <summary>Ended because somebody asked for it.</summary>
    Cancelled,
}
