namespace ParseWorker.Core.Parses;

/// <summary>Why an attempt was told to stop; the first reason wins.</summary>
public enum CancelReason
{
    /// <summary>It was not told to stop.</summary>
    None,

    /// <summary>Somebody asked for the parse to end <c>cancelled</c>.</summary>
    UserRequest,

    /// <summary>The worker stops and its drain time is over.</summary>
    Shutdown,

    /// <summary>The attempt ran longer than its wall time.</summary>
    Timeout,

    /// <summary>The lease ran out, could not be renewed in time, or another attempt was granted.</summary>
    LeaseLost,

    /// <summary>The parse was deleted.</summary>
    Gone,
}
