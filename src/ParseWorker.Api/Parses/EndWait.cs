using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Parses;

/// <summary>How a wait for a parse's ending ended.</summary>
internal enum WaitOutcome
{
    /// <summary>The parse has ended or is gone.</summary>
    Ended,

    /// <summary>The time was over.</summary>
    TimedOut,

    /// <summary>This process stops; the parse goes on.</summary>
    Stopping,
}

/// <summary>One request's wait for one parse; disposing it ends the watching.</summary>
internal sealed class EndWait(ParseId id, Action<EndWait> leave, TimeProvider time, CancellationToken stopping) : IDisposable
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The parse.</summary>
    public ParseId Id => id;

    /// <summary>Waits for the ending.</summary>
    /// <param name="atMost">The longest wait; infinite is allowed.</param>
    /// <param name="token">The client went away: throws <see cref="OperationCanceledException"/>.</param>
    public async Task<WaitOutcome> UntilEndedAsync(TimeSpan atMost, CancellationToken token)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, stopping);
        try
        {
            await _ended.Task.WaitAsync(atMost, time, either.Token);
            return WaitOutcome.Ended;
        }
        catch (TimeoutException)
        {
            return WaitOutcome.TimedOut;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !token.IsCancellationRequested)
        {
            return WaitOutcome.Stopping;
        }
    }

    /// <summary>Says that the parse has ended.</summary>
    public void End() => _ended.TrySetResult();

    /// <inheritdoc />
    public void Dispose() => leave(this);
}
