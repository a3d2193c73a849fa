using System.Collections.Concurrent;
using Hangfire.PostgreSql;
using Hangfire.Storage;
using Microsoft.Extensions.Logging;

namespace ParseWorker.Queueing.Storage;

/// <summary>
/// Hangfire's PostgreSQL storage without what can wedge a worker: state locks that outlive their holder, and waits for a job that
/// is gone. Everything that changes a job's state (API, workers, dashboard) must use it: two kinds of lock do not exclude each other.
/// </summary>
internal sealed class ParseJobStorage(
    IConnectionFactory connections, PostgreSqlStorageOptions options, StateLocks locks, TimeProvider time, ILogger logger)
    : PostgreSqlStorage(connections, options)
{
    private readonly ConcurrentDictionary<string, FetchTurn> _turns = new();

    /// <summary>
    /// What was committed is seen by the next read. Without this Hangfire reads a job that is gone (a leftover queue row) five times in
    /// ten seconds, with a worker slot and the job's lock in its hands.
    /// </summary>
    public override bool LinearizableReads => true;

    public StateLocks Locks => locks;

    public override IStorageConnection GetConnection() => new ParseJobConnection(this);

    /// <summary>The turn of all slots that serve the same queues; slots of another server must not wait for theirs.</summary>
    public FetchTurn TurnOf(string[] queues) =>
        _turns.GetOrAdd(string.Join(',', queues), _ => new FetchTurn(new SemaphoreSlim(1), time, logger));
}
