using ParseWorker.Worker.Engines.Linux;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>
/// How long a host may be silent, counted in the time that it had: while it wants a processor, what it got of one; else what went by. On a
/// machine that starves it, a host is slow and not dead. Past <see cref="Patience"/> times the limit it is dead all the same.
/// </summary>
internal sealed class SilenceLimit : IAsyncDisposable
{
    internal const int Patience = 10;

    /// <summary>Between two looks.</summary>
    internal static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>A look that comes later counts no more than this: the worker itself did not run, or its whole machine.</summary>
    private static readonly TimeSpan MostOfALook = 2 * LookEvery;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _limit;
    private readonly Func<ProcessorUse> _read;
    private readonly Action _over;
    private readonly long _startedAt;
    private readonly ITimer _timer;
    private TimeSpan _silent;
    private TimeSpan _counted;
    private TimeSpan _lastLook;
    private TimeSpan _lastUsed;
    private bool _isOver;

    /// <param name="time">Tells what goes by.</param>
    /// <param name="limit">The silence that is allowed.</param>
    /// <param name="read">What the host has used by now.</param>
    /// <param name="over">Called once, when the limit is passed.</param>
    public SilenceLimit(TimeProvider time, TimeSpan limit, Func<ProcessorUse> read, Action over)
    {
        (_time, _limit, _read, _over) = (time, limit, read, over);
        _startedAt = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Look(), null, LookEvery, LookEvery);
    }

    /// <summary>Ends it; a look that is under way is waited for.</summary>
    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Look()
    {
        // A look that takes longer than the time between two is enough.
        if (!_gate.TryEnter()) return;
        try
        {
            if (_isOver || !Passed(_time.GetElapsedTime(_startedAt), _read())) return;
            _isOver = true;
        }
        finally
        {
            _gate.Exit();
        }

        _over();
    }

    private bool Passed(TimeSpan elapsed, ProcessorUse use)
    {
        var wentBy = elapsed - _lastLook < MostOfALook ? elapsed - _lastLook : MostOfALook;
        var got = use.Used > _lastUsed ? use.Used - _lastUsed : TimeSpan.Zero;
        _silent += use.Wanting && got < wentBy ? got : wentBy;
        _counted += wentBy;
        (_lastLook, _lastUsed) = (elapsed, use.Used);
        return _silent >= _limit || _counted >= Patience * _limit;
    }
}
