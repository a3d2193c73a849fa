using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Subscriptions;

/// <summary>Why a wait for the end of a parse is over.</summary>
internal enum WaitOutcome
{
    /// <summary>The parse has ended or is gone.</summary>
    Ended,

    /// <summary>The time ran out.</summary>
    TimedOut,

    /// <summary>This process stops; the parse goes on.</summary>
    Stopping,
}

/// <summary>A request that waits until one parse has ended.</summary>
/// <param name="id">The parse.</param>
/// <param name="subscriptions">Delivers the updates.</param>
/// <param name="time">The clock.</param>
/// <param name="stopping">Fires when this process stops.</param>
internal sealed class EndSubscription(ParseId id, ParseSubscriptions subscriptions, TimeProvider time, CancellationToken stopping)
    : Subscription(id, subscriptions)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until the parse has ended.</summary>
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
    public override UpdateRequest NextRequest() => new(Id);

    /// <inheritdoc />
    public override void Deliver(ParseUpdate update)
    {
        if (update.Status?.IsTerminal() ?? true) _ended.TrySetResult();
    }
}
