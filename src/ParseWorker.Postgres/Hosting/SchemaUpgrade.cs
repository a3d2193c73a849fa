using DbUp;
using DbUp.Engine;
using Npgsql;
using ParseWorker.Core.Errors;

namespace ParseWorker.Postgres.Hosting;

/// <summary>
/// Runs the migrations that are missing, each in a transaction of its own, beside programs that go on. A migration that waits for a lock
/// holds up everybody who comes after it, so it waits for <see cref="LockTimeout"/> at most, lets them pass and comes again.
/// </summary>
/// <param name="connectionString">A direct session.</param>
/// <param name="migrations">Names of the migrations to apply; those that are applied already are left out.</param>
/// <param name="patience">How long to come again for locks, counted from the first attempt.</param>
/// <param name="time">Measures the patience and the pauses.</param>
internal sealed class SchemaUpgrade(
    string connectionString, IReadOnlyCollection<string> migrations, TimeSpan patience, TimeProvider time)
{
    /// <summary>Of each wait for a lock; PostgreSQL's setting of that name. Far below a lease, so that no worker counts as lost.</summary>
    internal const string LockTimeout = "2s";

    /// <summary>Between two attempts: what stood in line behind the migration has passed by then.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Applies what is missing.</summary>
    /// <param name="token">Ends the pauses between attempts; a script that runs is finished.</param>
    /// <exception cref="InvalidOperationException">A script failed, or never had its locks.</exception>
    public async Task RunAsync(CancellationToken token)
    {
        var started = time.GetTimestamp();
        while (Upgrade().PerformUpgrade() is { Successful: false } result)
        {
            if (!IsHeldUp(result.Error))
                throw new InvalidOperationException(
                    $"Migration {result.ErrorScript?.Name} failed and was rolled back: {Reasons.Of(result.Error)}", result.Error);
            if (time.GetElapsedTime(started) >= patience)
                throw new InvalidOperationException(
                    $"Migration {result.ErrorScript?.Name} was rolled back: for {patience.TotalMinutes:0.#} minutes another session held a "
                    + "lock that it needs, such as a backup or a report. The oldest xact_start in pg_stat_activity shows which one; end "
                    + $"it, or wait for it, and migrate again. ({Reasons.Of(result.Error)})", result.Error);
            await Task.Delay(Pause, time, token);
        }
    }

    /// <summary>The lock was not to be had, or a program's statement held one lock and wanted another that the migration had.</summary>
    private static bool IsHeldUp(Exception? error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected } => true,
        { InnerException: { } inner } => IsHeldUp(inner),
        _ => false,
    };

    /// <summary>Without a limit on a script's own time: an index on a large table takes longer than a driver's 30 seconds.</summary>
    private UpgradeEngine Upgrade() => DeployChanges.To
        .PostgresqlDatabase(connectionString)
        .WithScriptsEmbeddedInAssembly(typeof(Migrator).Assembly, migrations.Contains)
        .JournalToPostgresqlTable(Migrator.Schema, Migrator.Journal)
        .WithTransactionPerScript()
        .WithExecutionTimeout(TimeSpan.Zero)
        .WithPreprocessor(new BoundedLocks())
        .WithVariablesDisabled()
        .LogToNowhere()
        .Build();

    /// <summary>Set in the script's own transaction: not a connection's option, which a pooler may drop.</summary>
    private sealed class BoundedLocks : IScriptPreprocessor
    {
        public string Process(string contents) => $"set local lock_timeout = '{LockTimeout}';\n{contents}";
    }
}
