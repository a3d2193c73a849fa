namespace ParseWorker.Core.Storage;

/// <summary>What the database says of itself.</summary>
public interface IDatabaseState
{
    /// <summary>True while it refuses every write: it is a replica, or its operator or its provider made it read-only.</summary>
    /// <param name="token">Stops the call.</param>
    Task<bool> IsReadOnlyAsync(CancellationToken token);

    /// <summary>What it is and how large.</summary>
    /// <param name="token">Stops the call.</param>
    Task<DatabaseFacts> ReadFactsAsync(CancellationToken token);

    /// <summary>The number of the newest migration that its schema has, 1 or more; it may be later than this build's.</summary>
    /// <param name="token">Stops the call.</param>
    Task<int> ReadMigrationAsync(CancellationToken token);
}

/// <summary>What an operator is told of the database.</summary>
/// <param name="Version">PostgreSQL's version, as <c>17.6</c>.</param>
/// <param name="Size">Bytes on disk, everybody's tables included.</param>
public sealed record DatabaseFacts(string Version, long Size);
