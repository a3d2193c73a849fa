using Hangfire.PostgreSql;
using Hangfire.Storage;

namespace ParseWorker.Queueing.Storage;

/// <summary>One unit of Hangfire's work: a slot fetching and finishing a job, a request that enqueues one, a click in the
/// dashboard.</summary>
internal sealed class ParseJobConnection(ParseJobStorage storage) : PostgreSqlConnection(storage)
{
    /// <summary>State locks end with their holder; others (schedulers, expiry) keep Hangfire's row with its short age.</summary>
    public override IDisposable AcquireDistributedLock(string resource, TimeSpan timeout) =>
        StateLocks.IsStateLock(resource) ? storage.Locks.Acquire(resource, timeout) : base.AcquireDistributedLock(resource, timeout);

    public override IFetchedJob FetchNextJob(string[] queues, CancellationToken cancellationToken) =>
        storage.Fetch(queues, token => base.FetchNextJob(queues, token), cancellationToken);

    public override IWriteOnlyTransaction CreateWriteTransaction() => new ParseJobTransaction(storage, storage.JobExpirationTimeout);
}
