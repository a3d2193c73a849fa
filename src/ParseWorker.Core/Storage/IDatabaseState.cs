namespace ParseWorker.Core.Storage;

/// <summary>What readiness asks of the database besides an answer.</summary>
public interface IDatabaseState
{
    /// <summary>True while it refuses every write: it is a replica, or its operator or its provider made it read-only.</summary>
    /// <param name="token">Stops the call.</param>
    Task<bool> IsReadOnlyAsync(CancellationToken token);
}
