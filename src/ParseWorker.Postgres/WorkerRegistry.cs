using ParseWorker.Core.Workers;

namespace ParseWorker.Postgres;

/// <summary>The live workers, by the database's clock.</summary>
internal sealed class WorkerRegistry(Databases databases) : IWorkerRegistry
{
    public Task ReportAsync(WorkerReport worker, CancellationToken token) => databases.ExecuteAsync(Sql.ReportWorker, worker, token);

    public Task RemoveAsync(string name, CancellationToken token) => databases.ExecuteAsync(Sql.RemoveWorker, new { name }, token);

    public Task<IReadOnlyList<WorkerReport>> ReadLiveAsync(CancellationToken token) =>
        databases.QueryAsync<WorkerReport>(Sql.ReadLiveWorkers, new { WorkerReport.LiveFor }, token);
}
