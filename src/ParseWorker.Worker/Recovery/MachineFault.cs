namespace ParseWorker.Worker.Recovery;

/// <summary>What is wrong with this machine, so that its worker claims nothing.</summary>
internal enum MachineFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Nothing that is known: the worker has just started, and no engine host has yet.</summary>
    NoHostYet,

    /// <summary>Engine hosts crash on one parse after the other, and on a document of the worker's own.</summary>
    EnginesCrash,

    /// <summary>Engine hosts do not get as far as a document.</summary>
    HostsDoNotStart,

    /// <summary>Its disk takes no documents.</summary>
    NoRoomOnDisk,

    /// <summary>The bucket that holds documents can't be reached from it.</summary>
    BucketUnavailable,
}

/// <summary>The faults as operators read them.</summary>
internal static class MachineFaultSentences
{
    /// <summary>What is wrong and what to do, for anybody to read; null for nothing.</summary>
    public static string? ToSentence(this MachineFault fault) => fault switch
    {
        MachineFault.None => null,
        MachineFault.NoHostYet => "its first engine host is still starting. It claims as soon as one has started.",
        MachineFault.EnginesCrash => "engine hosts crash, on a document of the worker's own, too. Its log says how; it goes on "
            + "by itself when one reads it.",
        MachineFault.HostsDoNotStart => "engine hosts do not start. Is the worker's machine out of processor time, memory or processes? "
            + "Its log says more; it goes on by itself when one starts.",
        MachineFault.NoRoomOnDisk => "the worker's temporary directory takes no documents: it is full, read-only or gone. "
            + "Its log says which. It goes on by itself when there is room; one whose directory is gone has to be restarted.",
        MachineFault.BucketUnavailable => "the bucket that holds documents does not answer, or refuses the worker. "
            + "Its log says which and what to do; it goes on by itself when the bucket serves it.",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "No such fault."),
    };
}
