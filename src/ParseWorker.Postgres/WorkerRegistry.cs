using ParseWorker.Core.Operators;
using ParseWorker.Core.Workers;

namespace ParseWorker.Postgres;

/// <summary>The live workers, by the database's clock.</summary>
internal sealed class WorkerRegistry(Databases databases) : IWorkerRegistry
{
    public Task<string?> ReportAsync(WorkerReport worker, CancellationToken token) =>
        databases.FirstOrDefaultAsync<string>(Sql.ReportWorker, worker, token);

    public async Task<bool> PauseAsync(string name, string? by, CancellationToken token) =>
        await databases.ExecuteAsync(Sql.PauseWorker, new { name, requestedBy = by, age = SeenWorker.ShownFor }, token) > 0;

    public Task RemoveAsync(string name, CancellationToken token) => databases.ExecuteAsync(Sql.RemoveWorker, new { name }, token);

    public Task<IReadOnlyList<WorkerReport>> ReadLiveAsync(CancellationToken token) =>
        databases.QueryAsync<WorkerReport>(Sql.ReadLiveWorkers, new { WorkerReport.LiveFor }, token);
}
