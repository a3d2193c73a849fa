namespace ParseWorker.Worker.Engines.Processes;

/// <summary>Why the worker killed an engine host.</summary>
internal enum KillReason
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>It did not say, in the time that it had, that it is ready, or that it has heard of its document.</summary>
    Silent,

    /// <summary>It was told to stop before it had opened its document: it had done nothing yet that is worth a grace.</summary>
    Unopened,

    /// <summary>It was told to stop and did not.</summary>
    Grace,

    /// <summary>It used more memory than it may.</summary>
    Memory,

    /// <summary>It started more processes and threads than it may.</summary>
    Tasks,

    /// <summary>Its temporary files took more room than they may.</summary>
    TemporarySpace,

    /// <summary>Nobody needs it any more.</summary>
    Done,
}

/// <summary>The reasons as the metric of forced kills names them.</summary>
internal static class KillReasonLabels
{
    /// <summary>Null for a host that was not killed, or only because nobody needs it.</summary>
    public static string? ToLabel(this KillReason reason) => reason switch
    {
        KillReason.None or KillReason.Done => null,
        KillReason.Silent => "silent",
        KillReason.Unopened => "unopened",
        KillReason.Grace => "grace",
        KillReason.Memory => "memory",
        KillReason.Tasks => "tasks",
        KillReason.TemporarySpace => "temporary_space",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "No such reason."),
    };
}
