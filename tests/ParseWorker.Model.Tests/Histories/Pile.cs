using Npgsql;
using ParseWorker.Testing;

namespace ParseWorker.Model.Tests.Histories;

/// <summary>
/// Holds rows while calls are started, so that these pile up behind them, each with a snapshot
/// taken before any of the others acted. Hits in one go the interleavings that luck finds once in thousands.
/// </summary>
internal sealed class Pile(NpgsqlDataSource source) : IAsyncDisposable
{
    private NpgsqlConnection? _connection;

    public async Task HoldAsync(string environment)
    {
        _connection = await source.OpenConnectionAsync();
        var sql = $"begin; select from parseworker.parses where environment = '{environment}' for no key update";
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Waits until each of the calls has ended or stands at a row.</summary>
    public Task StandAsync(IReadOnlyList<Task> calls) =>
        Eventually.BecomesAsync(CountWaitingAsync, waiting => waiting >= calls.Count(call => !call.IsCompleted));

    /// <summary>Lets all of them go, in the order they came.</summary>
    public ValueTask ReleaseAsync() => DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (_connection is null) return;

        await using (var command = new NpgsqlCommand("rollback", _connection)) await command.ExecuteNonQueryAsync();
        await _connection.DisposeAsync();
        _connection = null;
    }

    private async Task<long> CountWaitingAsync()
    {
        await using var command = source.CreateCommand(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
