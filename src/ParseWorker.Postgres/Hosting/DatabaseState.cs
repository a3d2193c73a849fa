using ParseWorker.Core.Storage;

namespace ParseWorker.Postgres.Hosting;

/// <summary>What PostgreSQL says of itself.</summary>
internal sealed class DatabaseState(Databases databases) : IDatabaseState
{
    public Task<bool> IsReadOnlyAsync(CancellationToken token) =>
        databases.FirstOrDefaultAsync<bool>(Sql.ReadIsReadOnly, parameters: null, token);

    public async Task<DatabaseFacts> ReadFactsAsync(CancellationToken token) =>
        await databases.FirstOrDefaultAsync<DatabaseFacts>(Sql.ReadDatabase, parameters: null, token)
            ?? throw new InvalidOperationException("read_database.sql answered no row.");

    public Task<int> ReadMigrationAsync(CancellationToken token) =>
        databases.FirstOrDefaultAsync<int>(Sql.ReadMigration, parameters: null, token);
}
