using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Npgsql;

namespace ParseWorker.Queueing;

/// <summary>Hangfire's storage with the settings that every process must share.</summary>
public static class HangfireStorage
{
    /// <summary>
    /// Orphaned state locks (a process died within a state change, or PostgreSQL restarted) block a worker slot until they are
    /// this old. State changes hold them for milliseconds.
    /// </summary>
    private static readonly TimeSpan StateLockAge = TimeSpan.FromSeconds(20);

    /// <summary>
    /// A fetched job whose worker died comes back after this; the sweeper has enqueued a new one long before, so all this does is
    /// clear the row. It must exceed a drain, during which Hangfire does not renew it.
    /// </summary>
    private static readonly TimeSpan Invisibility = TimeSpan.FromMinutes(15);

    /// <summary>Creates Hangfire's tables where they are missing; part of the explicit migration step.</summary>
    /// <param name="connectionString">A direct session whose role may create the schema <c>hangfire</c>.</param>
    public static void Install(string connectionString)
    {
        var options = Options(new QueueOptions());
        options.PrepareSchemaIfNecessary = true;
        _ = new PostgreSqlStorage(new NpgsqlConnectionFactory(connectionString, options), options);
    }

    internal static PostgreSqlStorage Create(string connectionString, QueueOptions queue)
    {
        // A session of our own: preparing statements and keeping its state halves the cost of an idle poll.
        var connection = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 32, NoResetOnClose = true };
        var options = Options(queue);

        // The factory reads some options and the storage others: both need them.
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(connection.ConnectionString, options), options)
        {
            JobExpirationTimeout = queue.JobRetention,
        };
    }

    private static PostgreSqlStorageOptions Options(QueueOptions queue) => new()
    {
        QueuePollInterval = queue.PollInterval,
        InvisibilityTimeout = Invisibility,
        UseSlidingInvisibilityTimeout = true,
        DistributedLockTimeout = StateLockAge,
        JobExpirationCheckInterval = TimeSpan.FromMinutes(10),
        DeleteExpiredBatchSize = 5000,
        PrepareSchemaIfNecessary = false,
        AllowDegradedModeWithoutStorage = false,
    };
}
