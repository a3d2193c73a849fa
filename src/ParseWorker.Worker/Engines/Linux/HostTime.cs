namespace ParseWorker.Worker.Engines.Linux;

/// <summary>
/// The time that an engine host had. Counts CPU time while the host is runnable and wall time while it is idle, so that a starved host
/// isn't taken for a hung one. Not safe for use by several threads at once.
/// </summary>
internal sealed class HostTime
{
    /// <summary>What counts in a host's own time may take this many times as long; then starvation is no excuse any more.</summary>
    public const int Patience = 10;

    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>A look that comes later counts no more than this: the worker itself did not run, or its whole machine.</summary>
    private static readonly TimeSpan MostOfALook = 2 * LookEvery;

    private TimeSpan _lastLook;
    private TimeSpan _lastUsed;

    /// <summary>The time that it had.</summary>
    public TimeSpan Own { get; private set; }

    /// <summary>The time that went by.</summary>
    public TimeSpan WentBy { get; private set; }

    /// <summary>The time in which it waited for a processor.</summary>
    public TimeSpan Starved => WentBy - Own;

    /// <summary>Counts what has happened since the last look.</summary>
    /// <param name="elapsed">Time since counting began.</param>
    /// <param name="use">What the host has used by now.</param>
    public void Look(TimeSpan elapsed, ProcessorUse use)
    {
        var wentBy = elapsed - _lastLook < MostOfALook ? elapsed - _lastLook : MostOfALook;
        var got = use.Used > _lastUsed ? use.Used - _lastUsed : TimeSpan.Zero;
        Own += use.Wanting && got < wentBy ? got : wentBy;
        WentBy += wentBy;
        (_lastLook, _lastUsed) = (elapsed, use.Used);
    }
}
