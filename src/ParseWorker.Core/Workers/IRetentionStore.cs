namespace ParseWorker.Core.Workers;

/// <summary>
/// Removes what nobody needs any more, a small batch a call: no lock is held for long. Several workers may purge at once; each takes
/// rows that no other holds.
/// </summary>
public interface IRetentionStore
{
    /// <summary>Removes documents that no parse and no file refers to, half a minute after the last reference went.</summary>
    Task<PurgedBatch> PurgeBlobsAsync(CancellationToken token);

    /// <summary>Deletes objects of the bucket that no document has, or whose writers were silent for a quarter of an hour.</summary>
    /// <returns>How many were deleted.</returns>
    /// <exception cref="ParseWorker.Core.Documents.ObjectStoreException">
    /// The bucket did not delete all of a batch; those are tried again after half a minute.
    /// </exception>
    Task<int> PurgeObjectsAsync(CancellationToken token);

    /// <summary>Removes the oldest of what is kept by time.</summary>
    /// <param name="kind">What to remove.</param>
    /// <param name="age">How long it is kept.</param>
    /// <param name="token">Stops the call.</param>
    /// <returns>How many were removed; 0 when nothing is old enough.</returns>
    Task<int> PurgeAsync(RetainedKind kind, TimeSpan age, CancellationToken token);

    /// <summary>Forgets where parses stood in lists that were deleted long ago: nobody pages on from there.</summary>
    /// <returns>How many were forgotten.</returns>
    Task<int> PurgeDeletedAsync(CancellationToken token);

    /// <summary>Removes uploads that were never completed and have expired.</summary>
    /// <returns>How many were removed.</returns>
    Task<int> PurgeUploadsAsync(CancellationToken token);
}

/// <summary>Result of one batch.</summary>
/// <param name="Settled">Rows that need no second look, in use or removed; 0 when there is nothing to do just now.</param>
/// <param name="Removed">Those of them that were removed.</param>
public readonly record struct PurgedBatch(long Settled, long Removed);

/// <summary>What may be kept for a time.</summary>
public enum RetainedKind
{
    /// <summary>Parses that have ended, with their pages, events and documents; counted from their ending.</summary>
    Parses,

    /// <summary>Uploaded files that no parse uses; counted from their upload.</summary>
    Files,

    /// <summary>The events of parses that have ended; counted from the ending.</summary>
    Events,

    /// <summary>What webhooks were told, or were not in all attempts; counted from the last attempt.</summary>
    Deliveries,

    /// <summary>Idempotency keys; counted from their first use.</summary>
    IdempotencyKeys,
}
