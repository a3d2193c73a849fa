using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ParseWorker.Queueing.Storage;

namespace ParseWorker.Queueing;

/// <summary>Hangfire's storage with the settings that every process must share.</summary>
public static class HangfireStorage
{
    /// <summary>A change of state takes milliseconds: whoever is silent for so long while it holds a job's lock is frozen or cut
    /// off.</summary>
    private static readonly TimeSpan StateLockHeldAtMost = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Locks of Hangfire's schedulers and of its expiry are rows, which stay behind when their holder dies: at this age anybody may take
    /// them. State locks are none of these, see <see cref="StateLocks"/>.
    /// </summary>
    private static readonly TimeSpan RowLockAge = TimeSpan.FromSeconds(20);

    /// <summary>
    /// A fetched job whose worker died comes back after this; the sweeper has enqueued a new one long before, so all this does is
    /// clear the row. It must exceed a drain, during which Hangfire does not renew it.
    /// </summary>
    private static readonly TimeSpan Invisibility = TimeSpan.FromMinutes(15);

    /// <summary>How sessions that hold state locks are named in <c>pg_stat_activity</c>.</summary>
    internal const string LockSessions = "parseworker state locks";

    /// <summary>Creates Hangfire's tables where they are missing; part of the explicit migration step.</summary>
    /// <param name="connectionString">A direct session whose role may create the schema <c>hangfire</c>.</param>
    public static void Install(string connectionString)
    {
        var options = Options(new QueueOptions());
        options.PrepareSchemaIfNecessary = true;
        _ = new PostgreSqlStorage(new NpgsqlConnectionFactory(ToPrimary(connectionString).ConnectionString, options), options);
    }

    /// <summary>The one storage of API, workers and dashboard.</summary>
    /// <param name="connectionString">A direct session.</param>
    /// <param name="queue">The settings that may be changed.</param>
    /// <param name="enqueued">Brings polls forward; nothing does when it is null.</param>
    /// <param name="time">The clock; the system's when it is null.</param>
    /// <param name="logger">Hears of outages and of locks that were lost; nobody does when it is null.</param>
    internal static PostgreSqlStorage Create(
        string connectionString, QueueOptions queue, EnqueuedSignal? enqueued = null, TimeProvider? time = null, ILogger? logger = null)
    {
        logger ??= NullLogger.Instance;

        // A session of our own: preparing statements and keeping its state halves the cost of an idle poll.
        var connection = ToPrimary(connectionString);
        connection.MaxAutoPrepare = 32;
        connection.NoResetOnClose = true;
        var locks = new NpgsqlConnectionStringBuilder(connection.ConnectionString) { ApplicationName = LockSessions, Enlist = false };
        var options = Options(queue);

        // The factory reads some options and the storage others: both need them.
        var connections = new NpgsqlConnectionFactory(connection.ConnectionString, options);
        var stateLocks = new StateLocks(locks.ConnectionString, options.SchemaName, StateLockHeldAtMost, logger);
        return new ParseJobStorage(
            connections, options, stateLocks, enqueued ?? new EnqueuedSignal(), time ?? TimeProvider.System, logger)
        {
            JobExpirationTimeout = queue.JobRetention,
        };
    }

    /// <summary>
    /// Of several servers the one that takes writes, as everything else of a process does, unless the string asks for another. Which one
    /// that is, is looked up again after a second: Npgsql's ten would be added to each failover.
    /// </summary>
    private static NpgsqlConnectionStringBuilder ToPrimary(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (settings.Host?.Contains(',', StringComparison.Ordinal) is not true) return settings;
        settings.TargetSessionAttributes ??= "primary";
        if (!settings.ShouldSerialize("Host Recheck Seconds")) settings.HostRecheckSeconds = 1;
        return settings;
    }

    private static PostgreSqlStorageOptions Options(QueueOptions queue) => new()
    {
        QueuePollInterval = queue.PollInterval,
        InvisibilityTimeout = Invisibility,
        UseSlidingInvisibilityTimeout = true,
        DistributedLockTimeout = RowLockAge,
        JobExpirationCheckInterval = TimeSpan.FromMinutes(10),
        DeleteExpiredBatchSize = 5000,
        PrepareSchemaIfNecessary = false,
        AllowDegradedModeWithoutStorage = false,
    };
}
