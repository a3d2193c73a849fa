using ParseWorker.Testing;

namespace ParseWorker.Queueing.Tests.Storage;

/// <summary>A database with one process on it, and what a test asks of Hangfire's tables.</summary>
public sealed class StorageFixture : IAsyncLifetime
{
    /// <summary>Far above what is promised, far below what Hangfire's own storage would take.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    internal TestDatabase Database { get; } = new();

    internal QueueProcess Process { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        Process = new QueueProcess(Database);
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        await Database.DisposeAsync();
    }

    internal Task<long> QueueRowsAsync() => Database.ScalarAsync<long>("select count(*) from hangfire.jobqueue");

    internal Task<string> JobStateAsync(string job) =>
        Database.ScalarAsync<string>("select coalesce((select statename from hangfire.job where id = $1), 'gone')", long.Parse(job));

    internal Task<string> StatusAsync(string parse) =>
        Database.ScalarAsync<string>("select status::text from parseworker.parses where id = $1", parse);

    /// <summary>Locks on jobs' states, of whatever kind.</summary>
    internal Task<long> StateLocksAsync() => Database.ScalarAsync<long>(
        """
        select (select count(*) from hangfire.lock where resource like '%state-lock')
             + (select count(*) from pg_locks where locktype = 'advisory'
                and database = (select oid from pg_database where datname = current_database()))
        """);

    /// <summary>Ends the sessions that hold state locks, as when their process dies.</summary>
    internal Task EndLockSessionsAsync() => Database.ExecuteAsync(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() "
        + "and application_name = $1 and state = 'idle in transaction'",
        HangfireStorage.LockSessions);

    internal Task CompletedAsync(string parse) => Eventually.BecomesAsync(() => StatusAsync(parse), status => status == "completed", Soon);
}
