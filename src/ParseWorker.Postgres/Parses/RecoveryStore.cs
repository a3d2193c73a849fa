using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Workers;

namespace ParseWorker.Postgres.Parses;

/// <summary>The sweeper's statements; rows that another sweeper holds are skipped.</summary>
internal sealed class RecoveryStore(Databases databases) : IRecoveryStore
{
    public async Task<IReadOnlyList<TakenBack>> TakeBackExpiredAsync(TimeSpan lease, int limit, CancellationToken token)
    {
        var rows = await databases.QueryAsync<QueuedRow>(Sql.TakeBackExpired, new
        {
            lease,
            limit,
            maxLostWorkers = AttemptLimits.MaxLostWorkers,
            code = ParseErrorCodes.WorkerLost,
            message = $"The worker that ran this parse was lost, as {AttemptLimits.MaxLostWorkers - 1} others before it. "
                + "Find out what stops the workers, then create the parse again.",
        }, token);
        return [.. rows.Select(row => new TakenBack(row.ToQueued(), ParseStatusNames.Parse(row.Status!)))];
    }

    public async Task<IReadOnlyList<ParseId>> ExpireWaitingAsync(int limit, CancellationToken token)
    {
        var rows = await databases.QueryAsync<QueuedRow>(Sql.ExpireWaiting, new
        {
            limit,
            code = ParseErrorCodes.QueueExpired,
            message = "No worker had started this parse when its expires_after was over. Create it again, with a longer one or none.",
        }, token);
        return [.. rows.Select(row => ParseId.Parse(row.Id))];
    }

    public async Task<IReadOnlyList<QueuedParse>> FindWithoutJobAsync(int limit, CancellationToken token)
    {
        var rows = await databases.QueryAsync<QueuedRow>(Sql.FindWithoutJob, new { limit }, token);
        return [.. rows.Select(row => row.ToQueued())];
    }

    public Task ForgetUnansweredAsync(int limit, CancellationToken token) =>
        databases.ExecuteAsync(Sql.ForgetUnanswered, new { NewParse.JoinableFor, limit }, token);
}
