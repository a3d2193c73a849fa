using Npgsql;

namespace ParseWorker.Postgres.Tests.Hosting;

/// <summary>A database without our schema, made beside the fixture's.</summary>
internal sealed class EmptyDatabase : IAsyncDisposable
{
    private readonly PostgresFixture _postgres;
    private readonly string _name = "test_" + Guid.NewGuid().ToString("N");

    private EmptyDatabase(PostgresFixture postgres)
    {
        _postgres = postgres;
        ConnectionString = new NpgsqlConnectionStringBuilder(postgres.Database.ConnectionString)
        {
            Database = _name,
            Pooling = false
        }.ConnectionString;
        Source = NpgsqlDataSource.Create(ConnectionString);
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    public static async Task<EmptyDatabase> CreateAsync(PostgresFixture postgres, string options = "")
    {
        var database = new EmptyDatabase(postgres);
        await postgres.Database.ExecuteAsync($"create database {database._name} template template0 {options}");
        return database;
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await _postgres.Database.ExecuteAsync($"drop database {_name} with (force)");
    }
}
