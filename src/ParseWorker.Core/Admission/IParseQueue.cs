using ParseWorker.Core.Storage;

namespace ParseWorker.Core.Admission;

/// <summary>Hands parses to the workers. A duplicate job is harmless; a missing one is found by the sweeper.</summary>
public interface IParseQueue
{
    /// <summary>Enqueues a new job for a parse that is <c>queued</c>.</summary>
    /// <param name="parse">The parse; one that was granted before goes ahead of fresh ones.</param>
    /// <returns>The job's id.</returns>
    string Enqueue(QueuedParse parse);
}
