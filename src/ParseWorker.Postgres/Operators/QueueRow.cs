using ParseWorker.Core.Operators;

namespace ParseWorker.Postgres.Operators;

/// <summary>A row of read_queues.sql: an environment's, or the one with the database's size.</summary>
internal sealed class QueueRow
{
    public string? Environment { get; init; }
    public long Pending { get; init; }
    public long Queued { get; init; }
    public long InProgress { get; init; }
    public long Cancelling { get; init; }
    public TimeSpan? OldestWaiting { get; init; }
    public long? DatabaseBytes { get; init; }

    public EnvironmentQueue? ToQueue() =>
        Environment is null ? null : new EnvironmentQueue(Environment, Pending, Queued, InProgress, Cancelling, OldestWaiting);
}
