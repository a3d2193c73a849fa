namespace ParseWorker.Worker.Cancellation;

/// <summary>
/// What the monitor's thread sleeps on. Whoever has something for it rings: the first parse that is added, an answer of the database, a
/// notification; else it wakes when its time has come.
/// </summary>
internal sealed class Alarm : IDisposable
{
    private readonly AutoResetEvent _bell = new(initialState: false);
    private readonly ITimer _timer;

    public Alarm(TimeProvider time) =>
        _timer = time.CreateTimer(_ => _bell.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Ends the current wait, or the next one when nobody waits.</summary>
    public void Ring() => _bell.Set();

    /// <summary>Waits for a ring, or until <paramref name="dueIn"/> is over; null waits for a ring only.</summary>
    public void Wait(TimeSpan? dueIn)
    {
        var wait = dueIn is { } due ? RoundedUp(due) : Timeout.InfiniteTimeSpan;

        // The timer follows whatever clock was injected. Its callback needs the thread pool, which may be starved; the
        // thread's own wait does not.
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
        _bell.WaitOne(wait);
    }

    /// <summary>The bell is left to its finalizer: an answer that comes late may still ring it.</summary>
    public void Dispose() => _timer.Dispose();

    /// <summary>Whole milliseconds are what waits understand: rounding down would spin through the last one.</summary>
    private static TimeSpan RoundedUp(TimeSpan due) =>
        due <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(due.TotalMilliseconds));
}
