namespace ParseWorker.Core.Parses;

/// <summary>Why a worker returned a parse to the queue without spending its attempt.</summary>
public enum HandBackCause
{
    /// <summary>It stops, or could not renew its lease: another goes on at once.</summary>
    WorkerStops,

    /// <summary>No engine host took the document: none started, or those that did ended before.</summary>
    HostNotStarted,

    /// <summary>The worker's disk did not take the document: full, read-only or gone.</summary>
    NoRoomOnDisk,

    /// <summary>The bucket that holds the document could not be reached, or refused the worker.</summary>
    BucketUnavailable,
}

/// <summary>The causes as the events of a parse spell them.</summary>
public static class HandBackCauseNames
{
    /// <summary>The wire name of a fault of the machine; null for a worker that stops, which is none.</summary>
    public static string? ToWire(this HandBackCause cause) => cause switch
    {
        HandBackCause.WorkerStops => null,
        HandBackCause.HostNotStarted => "host_not_started",
        HandBackCause.NoRoomOnDisk => "no_room_on_disk",
        HandBackCause.BucketUnavailable => "bucket_unavailable",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "No such cause."),
    };
}
