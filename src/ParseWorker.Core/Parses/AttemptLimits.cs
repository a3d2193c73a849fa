namespace ParseWorker.Core.Parses;

/// <summary>How often a parse is tried.</summary>
public static class AttemptLimits
{
    /// <summary>Attempts that may be spent by what the document does to an engine: one that kills its engine cannot loop.</summary>
    public const int MaxAttempts = 3;

    /// <summary>
    /// Workers that may be lost, which is the machine's fault and spends no attempt; still, a document that kills its worker cannot loop.
    /// </summary>
    public const int MaxLostWorkers = 3;

    /// <summary>Wait before the second attempt; each further one waits five times longer.</summary>
    public static readonly TimeSpan FirstRetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Wait after a fault of the machine, before another worker or the same tries; each further one is twice as long, up to 64 times this.
    /// </summary>
    public static readonly TimeSpan FirstHandBackDelay = TimeSpan.FromSeconds(1);
}
