using System.Collections.Concurrent;
using Hangfire.PostgreSql;
using Hangfire.Storage;
using Microsoft.Extensions.Logging;

namespace ParseWorker.Queueing.Storage;

/// <summary>
/// Hangfire's PostgreSQL storage without what can wedge a worker: state locks that outlive their holder, and waits for a job that
/// is gone. Everything that changes a job's state (API, workers, dashboard) must use it: two kinds of lock do not exclude each other.
/// </summary>
internal sealed class ParseJobStorage : PostgreSqlStorage
{
    private readonly ConcurrentDictionary<string, FetchTurn> _turns = new();
    private readonly IdleSlots _slots = new();
    private readonly SpareTurn _spare;
    private readonly EnqueuedSignal _enqueued;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public ParseJobStorage(
        IConnectionFactory connections, PostgreSqlStorageOptions options, StateLocks locks, EnqueuedSignal enqueued, TimeProvider time,
        ILogger logger)
        : base(connections, options)
    {
        (Locks, _enqueued, _time, _logger) = (locks, enqueued, time, logger);
        _spare = new SpareTurn(_slots, new FetchTurn(new SemaphoreSlim(1), new IdleSlots(), enqueued, time, logger), time);
    }

    /// <summary>
    /// What was committed is seen by the next read. Without this Hangfire reads a job that is gone (a leftover queue row) five times in
    /// ten seconds, with a worker slot and the job's lock in its hands.
    /// </summary>
    public override bool LinearizableReads => true;

    public StateLocks Locks { get; }

    public override IStorageConnection GetConnection() => new ParseJobConnection(this);

    /// <summary>Waits for a slot's turn, and for a job of its queues.</summary>
    /// <param name="queues">The slot's queues; that of the first parses alone makes it a spare slot.</param>
    /// <param name="fetch">Asks for a job until there is one.</param>
    /// <param name="token">Ends both waits.</param>
    public IFetchedJob Fetch(string[] queues, Func<CancellationToken, IFetchedJob> fetch, CancellationToken token) =>
        queues is [QueueNames.First] ? _spare.Fetch(fetch, token) : TurnOf(queues).Fetch(fetch, token);

    /// <summary>
    /// The turn of all slots that serve the same queues; slots of another server must not wait for theirs. Those of webhooks serve no
    /// parse: an idle one does not keep the spare slot from its work.
    /// </summary>
    private FetchTurn TurnOf(string[] queues) => _turns.GetOrAdd(string.Join(',', queues), _ => new FetchTurn(
        new SemaphoreSlim(1), queues is [QueueNames.Webhooks] ? new IdleSlots() : _slots, _enqueued, _time, _logger));
}
