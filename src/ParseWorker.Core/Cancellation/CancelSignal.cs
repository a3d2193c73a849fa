using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Cancellation;

/// <summary>A cancellation token with the reason it fired for. The reason is set before the token fires; the first one wins.</summary>
public sealed class CancelSignal : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private int _reason;

    /// <summary>Fires once, after <see cref="Reason"/> is set.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Why the token fired; <see cref="CancelReason.None"/> until then.</summary>
    public CancelReason Reason => (CancelReason)Volatile.Read(ref _reason);

    /// <summary>Fires the token for <paramref name="reason"/>; its callbacks run on the thread pool.</summary>
    /// <returns>False when it had fired before; the earlier reason stays.</returns>
    public bool Fire(CancelReason reason)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)reason, (int)CancelReason.None);
        if (Interlocked.CompareExchange(ref _reason, (int)reason, (int)CancelReason.None) != (int)CancelReason.None) return false;

        // Whoever fires (the monitor's one thread) must not run an engine's callbacks.
        _ = _source.CancelAsync();
        return true;
    }

    /// <inheritdoc />
    public void Dispose() => _source.Dispose();
}
