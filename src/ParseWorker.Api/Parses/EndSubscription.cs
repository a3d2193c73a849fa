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

/// <summary>One request's wait for one parse's ending.</summary>
internal sealed class EndWait(ParseId id, TimeProvider time, CancellationToken stopping) : Watcher(id)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

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

    /// <inheritdoc />
    public override NewsWish Wish() => new(Id);

    /// <inheritdoc />
    public override void Tell(ParseNews news)
    {
        if (news.Status?.IsTerminal() ?? true) _ended.TrySetResult();
    }
}
