using Dapper;
using Npgsql;

namespace ParseWorker.Postgres;

/// <summary>
/// The ways to the database: <see cref="Main"/> may go through a transaction-mode pooler, <see cref="Direct"/> is a session of our own
/// (LISTEN, migrations), <see cref="Unpooled"/> one that ends when it is closed. Every statement on <see cref="Main"/> is one autocommit
/// round trip. Where Main is a session, too, its statements are prepared, but for <see cref="Sql.IsPlannedForItsValues"/>.
/// </summary>
/// <param name="main">See <see cref="Main"/>.</param>
/// <param name="planned">The same server as <paramref name="main"/>, without preparing anything.</param>
/// <param name="direct">See <see cref="Direct"/>.</param>
/// <param name="unpooled">See <see cref="Unpooled"/>.</param>
internal sealed class Databases(NpgsqlDataSource main, NpgsqlDataSource planned, NpgsqlDataSource direct, NpgsqlDataSource unpooled)
    : IAsyncDisposable
{
    /// <summary>Statements that go over in one piece: each of them may find that its plan is stale.</summary>
    private const int MostAtOnce = 3;

    static Databases() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    public NpgsqlDataSource Main => main;

    public NpgsqlDataSource Direct => direct;

    public NpgsqlDataSource Unpooled => unpooled;

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken token) =>
        (await RunAsync(sql, parameters, (connection, command) => connection.QueryAsync<T>(command), token)).AsList();

    public Task<T?> FirstOrDefaultAsync<T>(string sql, object? parameters, CancellationToken token) =>
        RunAsync(sql, parameters, (connection, command) => connection.QueryFirstOrDefaultAsync<T>(command), token);

    public Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken token) =>
        RunAsync(sql, parameters, (connection, command) => connection.ExecuteAsync(command), token);

    /// <summary>Statements that go over in one piece, and whose results <paramref name="read"/> takes in their order.</summary>
    public Task<T> QueryMultipleAsync<T>(
        string sql, object? parameters, Func<SqlMapper.GridReader, Task<T>> read, CancellationToken token) =>
        RunAsync(sql, parameters, async (connection, command) =>
        {
            await using var results = await connection.QueryMultipleAsync(command);
            return await read(results);
        }, token);

    public async ValueTask DisposeAsync()
    {
        await main.DisposeAsync();
        await planned.DisposeAsync();
        await direct.DisposeAsync();
        await unpooled.DisposeAsync();
    }

    private async Task<T> RunAsync<T>(
        string sql, object? parameters, Func<NpgsqlConnection, CommandDefinition, Task<T>> run, CancellationToken token)
    {
        var command = new CommandDefinition(sql, parameters, cancellationToken: token);
        var source = Sql.IsPlannedForItsValues(sql) ? planned : main;
        await using var connection = await source.OpenConnectionAsync(token);
        for (var stale = 0; ; stale++)
        {
            try
            {
                return await run(connection, command);
            }
            catch (PostgresException fault) when (DatabaseFaults.IsOfAStalePlan(fault) && stale < MostAtOnce)
            {
                // A migration has added a column since. Nothing was done, and Npgsql prepares the statement that said so anew.
            }
        }
    }
}
