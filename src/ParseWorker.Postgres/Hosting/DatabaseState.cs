using ParseWorker.Core.Storage;

namespace ParseWorker.Postgres.Hosting;

/// <summary>What PostgreSQL says of itself.</summary>
internal sealed class DatabaseState(Databases databases) : IDatabaseState
{
    public Task<bool> IsReadOnlyAsync(CancellationToken token) =>
        databases.FirstOrDefaultAsync<bool>(Sql.ReadIsReadOnly, parameters: null, token);
}
