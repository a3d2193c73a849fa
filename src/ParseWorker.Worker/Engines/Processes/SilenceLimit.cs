using ParseWorker.Worker.Engines.Linux;

namespace ParseWorker.Worker.Engines.Processes;

/// <summary>
/// How long a host may be silent, counted in the time that it had (<see cref="HostTime"/>). Wall time is capped at
/// <see cref="HostTime.Patience"/> times the limit.
/// </summary>
internal sealed class SilenceLimit : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _limit;
    private readonly Func<ProcessorUse> _read;
    private readonly Action _over;
    private readonly long _startedAt;
    private readonly ITimer _timer;
    private readonly HostTime _silent = new();
    private bool _isOver;

    /// <param name="time">Tells what goes by.</param>
    /// <param name="limit">The silence that is allowed.</param>
    /// <param name="read">What the host has used by now.</param>
    /// <param name="over">Called once, when the limit is passed.</param>
    public SilenceLimit(TimeProvider time, TimeSpan limit, Func<ProcessorUse> read, Action over)
    {
        (_time, _limit, _read, _over) = (time, limit, read, over);
        _startedAt = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Look(), null, HostTime.LookEvery, HostTime.LookEvery);
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
        _silent.Look(elapsed, use);
        return _silent.Own >= _limit || _silent.WentBy >= HostTime.Patience * _limit;
    }
}
