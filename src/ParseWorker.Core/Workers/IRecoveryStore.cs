using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Core.Workers;

/// <summary>What the sweeper asks; several sweepers may run at once, each takes rows that no other holds.</summary>
public interface IRecoveryStore
{
    /// <summary>
    /// Takes back parses whose lease ran out: to the queue, to <c>cancelled</c>, or to <c>failed</c> when too many workers were lost.
    /// </summary>
    /// <param name="lease">The lease; right after a database start nothing counts as expired for this long.</param>
    /// <param name="limit">Rows at most.</param>
    /// <param name="token">Stops the call.</param>
    Task<IReadOnlyList<TakenBack>> TakeBackExpiredAsync(TimeSpan lease, int limit, CancellationToken token);

    /// <summary>
    /// Ends parses <c>failed</c> that no worker has started before their deadline, <paramref name="limit"/> at most, longest overdue first.
    /// </summary>
    /// <returns>The parses that ended.</returns>
    Task<IReadOnlyList<ParseId>> ExpireWaitingAsync(int limit, CancellationToken token);

    /// <summary>Queued parses that no live Hangfire job will start; they count as enqueued from now on.</summary>
    Task<IReadOnlyList<QueuedParse>> FindWithoutJobAsync(int limit, CancellationToken token);

    /// <summary>
    /// Forgets creates that had no reply and are too old to be joined by a retry, <paramref name="limit"/> at most; their parses stay.
    /// </summary>
    Task ForgetUnansweredAsync(int limit, CancellationToken token);
}

/// <summary>A parse whose worker was lost.</summary>
/// <param name="Parse">The parse.</param>
/// <param name="Status">Where it went.</param>
public sealed record TakenBack(QueuedParse Parse, ParseStatus Status);
