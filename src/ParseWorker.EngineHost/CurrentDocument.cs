namespace ParseWorker.EngineHost;

/// <summary>The document in hand, if any, and its token. Shared by the thread that hears commands and the one that parses.</summary>
internal sealed class CurrentDocument : IDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _source;

    /// <summary>Takes a document in hand.</summary>
    /// <exception cref="InvalidDataException">One is in hand already: the worker broke the order.</exception>
    public CancellationToken Begin()
    {
        lock (_lock)
        {
            if (_source is not null) throw new InvalidDataException("A document came while another was in hand.");
            _source = new CancellationTokenSource();
            return _source.Token;
        }
    }

    /// <summary>Fires the token of the document in hand.</summary>
    /// <returns>What <see cref="IsInHand"/> knows the document by; null when none was in hand.</returns>
    public object? Cancel()
    {
        lock (_lock)
        {
            _source?.Cancel();
            return _source;
        }
    }

    /// <summary>True while that document has not been laid down.</summary>
    public bool IsInHand(object? document)
    {
        lock (_lock) return ReferenceEquals(_source, document);
    }

    /// <summary>Lays the document down. Comes before its ending is reported, since the next document may follow at once.</summary>
    public void End()
    {
        lock (_lock)
        {
            _source?.Dispose();
            _source = null;
        }
    }

    public void Dispose() => End();
}
