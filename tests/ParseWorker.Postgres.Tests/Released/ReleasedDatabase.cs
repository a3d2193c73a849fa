using Npgsql;
using ParseWorker.Postgres.Hosting;
using ParseWorker.Postgres.Tests.Hosting;
using ParseWorker.Queueing;

namespace ParseWorker.Postgres.Tests.Released;

/// <summary>A database as the last release made it, to be brought up to date while that release's programs use it.</summary>
internal sealed class ReleasedDatabase : IAsyncDisposable
{
    private readonly EmptyDatabase _database;

    private ReleasedDatabase(EmptyDatabase database)
    {
        _database = database;
        Source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = true }.ConnectionString);
    }

    public static ReleasedStatements Statements { get; } = ReleasedStatements.Read();

    /// <summary>What the released programs use: a pool, with statements that were prepared on the schema as it was.</summary>
    public NpgsqlDataSource Source { get; }

    public static async Task<ReleasedDatabase> CreateAsync(PostgresFixture postgres)
    {
        var database = await EmptyDatabase.CreateAsync(postgres);
        var upgrade = new SchemaUpgrade(database.ConnectionString, Statements.Migrations, TimeSpan.Zero, TimeProvider.System);
        await Migrator.MigrateAsync(database.ConnectionString, upgrade, CancellationToken.None);
        HangfireStorage.Install(database.ConnectionString);
        return new ReleasedDatabase(database);
    }

    /// <summary>What a roll-out does first.</summary>
    public Task UpgradeAsync() => Migrator.MigrateAsync(_database.ConnectionString, CancellationToken.None);

    public Task<T> ScalarAsync<T>(string sql) => _database.ScalarAsync<T>(sql);

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await _database.DisposeAsync();
    }
}
