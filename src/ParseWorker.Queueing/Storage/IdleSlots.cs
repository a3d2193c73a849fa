namespace ParseWorker.Queueing.Storage;

/// <summary>
/// How many slots of this process look for a job. The spare slot takes one only while none does: see <see cref="SpareTurn"/>.
/// </summary>
internal sealed class IdleSlots
{
    private readonly Lock _gate = new();
    private readonly List<CancellationTokenSource> _untilOneIsIdle = [];
    private int _idle;
    private TaskCompletionSource _noneIsIdle = new();

    public IdleSlots() => _noneIsIdle.SetResult();

    /// <summary>Completes when every slot has a job.</summary>
    public Task WhenNoneIsIdle
    {
        get
        {
            lock (_gate) return _noneIsIdle.Task;
        }
    }

    /// <summary>A slot begins to look for a job.</summary>
    public void Enter()
    {
        lock (_gate)
        {
            if (++_idle > 1) return;
            _noneIsIdle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            foreach (var source in _untilOneIsIdle) source.Cancel();
        }
    }

    /// <summary>A slot has its job, or looks for none any more.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            if (--_idle == 0) _noneIsIdle.SetResult();
        }
    }

    /// <summary>Cancels a source as soon as a slot looks for a job, which may be at once.</summary>
    /// <param name="source">The source; it may be disposed of after <see cref="Forget"/>.</param>
    public void CancelWhenOneIsIdle(CancellationTokenSource source)
    {
        lock (_gate)
        {
            _untilOneIsIdle.Add(source);
            if (_idle > 0) source.Cancel();
        }
    }

    /// <summary>Leaves a source alone from now on.</summary>
    public void Forget(CancellationTokenSource source)
    {
        lock (_gate) _untilOneIsIdle.Remove(source);
    }
}
