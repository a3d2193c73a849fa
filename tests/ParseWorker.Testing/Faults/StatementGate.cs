using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace ParseWorker.Testing.Faults;

/// <summary>
/// Holds statements inside the database, by a trigger that waits for an advisory lock: the moment between "sent" and "committed" lasts
/// for as long as a test needs it, and no program knows of it.
/// </summary>
public sealed class StatementGate : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly NpgsqlConnection _session;
    private readonly string _table;
    private readonly string _name;
    private readonly int _key = RandomNumberGenerator.GetInt32(1, int.MaxValue);

    private StatementGate(TestDatabase database, NpgsqlConnection session, string table)
    {
        (_database, _session, _table) = (database, session, table);
        _name = string.Create(CultureInfo.InvariantCulture, $"gate_{_key}");
    }

    /// <summary>Closes a gate on a table.</summary>
    /// <param name="database">The database.</param>
    /// <param name="table">The table, with its schema.</param>
    /// <param name="moment">When a row is held, for example <c>before update</c>.</param>
    /// <param name="condition">Which rows are held, in terms of <c>old</c> and <c>new</c>.</param>
    public static async Task<StatementGate> CloseAsync(TestDatabase database, string table, string moment, string condition = "true")
    {
        var session =
            new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await session.OpenAsync();
        var gate = new StatementGate(database, session, table);
        await gate.RunAsync("select pg_advisory_lock({0})");
        await gate.RunAsync(
            "create function public.{1}() returns trigger language plpgsql as "
            + "$$ begin perform pg_advisory_xact_lock_shared({0}); return new; end $$");
        await gate.RunAsync("create trigger {1} " + moment + " on {2} for each row when (" + condition + ") execute function public.{1}()");
        return gate;
    }

    /// <summary>Waits until as many statements are held.</summary>
    public Task ReachedAsync(int statements = 1) => Eventually.BecomesAsync(
        () => _database.ScalarAsync<long>($"select count(*) from pg_locks where {Waiting}"), held =>
            held >= statements, TimeSpan.FromSeconds(60));

    /// <summary>Lets statements through, those that are held and those that come.</summary>
    public Task OpenAsync() => RunAsync("select pg_advisory_unlock({0})");

    /// <summary>Ends the sessions of the statements that are held: they are rolled back, as though they had never been sent.</summary>
    public Task RefuseAsync() => RunAsync("select pg_terminate_backend(pid, 10000) from pg_locks where " + Waiting);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // The lock goes with its session first: what is held would keep the trigger from being dropped. The server may have been restarted.
        await _session.DisposeAsync();
        await _database.ExecuteAsync(Text("drop trigger {1} on {2}"));
        await _database.ExecuteAsync(Text("drop function public.{1}()"));
    }

    private string Waiting => string.Create(CultureInfo.InvariantCulture, $"locktype = 'advisory' and not granted and objid = {_key}");

    private async Task RunAsync(string sql)
    {
        await using var command = new NpgsqlCommand(Text(sql), _session);
        await command.ExecuteNonQueryAsync();
    }

    private string Text(string sql) => string.Format(CultureInfo.InvariantCulture, sql, _key, _name, _table);
}
