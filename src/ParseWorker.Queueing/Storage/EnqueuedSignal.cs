namespace ParseWorker.Queueing.Storage;

/// <summary>Brings the next question for a job forward: one was enqueued, by whichever process.</summary>
internal sealed class EnqueuedSignal
{
    private readonly Lock _gate = new();
    private readonly List<CancellationTokenSource> _waiting = [];

    /// <summary>Cancels a source at every signal from now on. Whoever asks for a job after this call misses none.</summary>
    /// <param name="source">The source; it may be disposed of after <see cref="Forget"/>.</param>
    public void CancelWhenRaised(CancellationTokenSource source)
    {
        lock (_gate) _waiting.Add(source);
    }

    /// <summary>Leaves a source alone from now on.</summary>
    public void Forget(CancellationTokenSource source)
    {
        lock (_gate) _waiting.Remove(source);
    }

    /// <summary>Wakes whoever waits for the next poll.</summary>
    public void Raise()
    {
        lock (_gate)
        {
            foreach (var source in _waiting) source.Cancel();
        }
    }
}
