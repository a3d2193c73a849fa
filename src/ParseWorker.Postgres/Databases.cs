using Dapper;
using Npgsql;

namespace ParseWorker.Postgres;

/// <summary>
/// The ways to the database: <see cref="Main"/> may go through a transaction-mode pooler, <see cref="Direct"/> is a session of our own
/// (LISTEN, migrations), <see cref="Unpooled"/> one that ends when it is closed. Every statement on <see cref="Main"/> is one autocommit
/// round trip.
/// </summary>
internal sealed class Databases(NpgsqlDataSource main, NpgsqlDataSource direct, NpgsqlDataSource unpooled) : IAsyncDisposable
{
    static Databases() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    public NpgsqlDataSource Main => main;

    public NpgsqlDataSource Direct => direct;

    public NpgsqlDataSource Unpooled => unpooled;

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken token)
    {
        await using var connection = await main.OpenConnectionAsync(token);
        return (await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: token))).AsList();
    }

    public async Task<T?> FirstOrDefaultAsync<T>(string sql, object? parameters, CancellationToken token)
    {
        await using var connection = await main.OpenConnectionAsync(token);
        return await connection.QueryFirstOrDefaultAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: token));
    }

    public async Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken token)
    {
        await using var connection = await main.OpenConnectionAsync(token);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: token));
    }

    public async ValueTask DisposeAsync()
    {
        await main.DisposeAsync();
        await direct.DisposeAsync();
        await unpooled.DisposeAsync();
    }
}
