using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Workers;

/// <summary>What a worker asks and renews about its running attempts: one statement for all of them.</summary>
public interface IAttemptStore
{
    /// <summary>The current flags of the given parses; a parse that is not in the answer is gone.</summary>
    Task<IReadOnlyList<AttemptFlags>> ReadFlagsAsync(IReadOnlyCollection<ParseId> ids, CancellationToken token);

    /// <summary>Extends the leases of the given attempts.</summary>
    /// <returns>Those that were extended; the others are no longer in progress under this attempt.</returns>
    Task<IReadOnlyList<AttemptKey>> RenewAsync(IReadOnlyCollection<AttemptKey> attempts, TimeSpan lease, CancellationToken token);
}

/// <summary>What the database says of a parse that a worker runs or is about to claim.</summary>
/// <param name="Id">The parse.</param>
/// <param name="Status">Where it is.</param>
/// <param name="Attempt">The last attempt that was granted.</param>
/// <param name="CancelRequested">True when somebody asked for it to end.</param>
/// <param name="CancelAge">How long ago that was, by the database's clock; null when nobody did.</param>
public sealed record AttemptFlags(ParseId Id, ParseStatus Status, int Attempt, bool CancelRequested, TimeSpan? CancelAge = null);
