using Hangfire.PostgreSql;
using Hangfire.States;

namespace ParseWorker.Queueing.Storage;

/// <summary>
/// Lets failed jobs expire as all others do: Hangfire keeps them for ever, and what became of the parse stands in its own record. Here
/// and not in a filter, because Hangfire fails a job without asking filters when the database was away for too long.
/// </summary>
internal sealed class ParseJobTransaction(PostgreSqlStorage storage, TimeSpan retention)
    : PostgreSqlWriteOnlyTransaction(storage, () => null)
{
    private string? _failed;

    public override void SetJobState(string jobId, IState state)
    {
        _failed = state.Name == FailedState.StateName ? jobId : null;
        base.SetJobState(jobId, state);
    }

    // What Hangfire asks for after every state that is not final.
    public override void PersistJob(string jobId)
    {
        if (jobId == _failed) ExpireJob(jobId, retention);
        else base.PersistJob(jobId);
    }
}
