using Dapper;
using Npgsql;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Races;

/// <summary>
/// A third transaction that has changed a parse and not committed: whoever comes next has taken its snapshot and stands at the row
/// lock. The interleaving that a race finds by luck, made on purpose.
/// </summary>
internal sealed class HeldRow : IAsyncDisposable
{
    private readonly PostgresFixture _postgres;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private HeldRow(PostgresFixture postgres, NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (_postgres, _connection, _transaction) = (postgres, connection, transaction);

    public static async Task<HeldRow> OpenAsync(PostgresFixture postgres)
    {
        var connection = await postgres.Database.Source.OpenConnectionAsync();
        return new HeldRow(postgres, connection, await connection.BeginTransactionAsync());
    }

    public static async Task<HeldRow> LockAsync(PostgresFixture postgres, ParseId id)
    {
        var held = await OpenAsync(postgres);
        await held.RunAsync("select from parseworker.parses where id = @id for update", new { id = id.ToString() });
        return held;
    }

    /// <summary>Runs a statement in the transaction and keeps what it locked.</summary>
    public Task RunAsync(string sql, object parameters) => _connection.QueryAsync(new CommandDefinition(sql, parameters, _transaction));

    /// <summary>Waits until the contender stands at the lock, or got past it without one; then commits, and returns what the contender
    /// got.</summary>
    public async Task<T> CommitInFrontOfAsync<T>(Task<T> contender)
    {
        await Eventually.BecomesAsync(async () => contender.IsCompleted || await CountWaitingAsync() > 0, there => there);
        await _transaction.CommitAsync();
        return await contender;
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private Task<long> CountWaitingAsync() => _postgres.Database.ScalarAsync<long>(
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
}
