using Npgsql;

namespace ParseWorker.Postgres.Hosting;

/// <summary>Brings the schema <c>parseworker</c> up to date; the one explicit step that changes tables.</summary>
public static class Migrator
{
    internal const string Schema = "parseworker";
    internal const string Journal = "schema_versions";
    private const string ScriptPrefix = "Migrations.";

    /// <summary>How long a migration tries for its locks before it gives up: five minutes, in which most backups and reports end.</summary>
    private static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(5);

    /// <summary>Names of the migrations this build knows, in order.</summary>
    internal static IReadOnlyList<string> Known { get; } =
        [.. typeof(Migrator).Assembly.GetManifestResourceNames().Where(IsMigration).Order(StringComparer.Ordinal)];

    /// <summary>
    /// Applies what is missing, under an advisory lock: two at the same time do it once. Programs may go on meanwhile: whoever wants a
    /// table that a migration waits for stands behind it for two seconds at most.
    /// </summary>
    /// <param name="connectionString">A direct session; its role must be allowed to create the schemas that are not there.</param>
    /// <param name="token">Stops the wait for the lock; a script that runs is finished.</param>
    /// <exception cref="InvalidOperationException">
    /// The database does not fit, a script failed, or another session kept a lock that it needs for five minutes; its transaction was
    /// rolled back.
    /// </exception>
    public static Task MigrateAsync(string connectionString, CancellationToken token)
    {
        var session = Session(connectionString);
        return MigrateAsync(session, new SchemaUpgrade(session, Known, LockPatience, TimeProvider.System), token);
    }

    /// <summary>The same, with an upgrade of a test's own: to an earlier migration, or with another patience.</summary>
    internal static async Task MigrateAsync(string connectionString, SchemaUpgrade upgrade, CancellationToken token)
    {
        await using var connection = new NpgsqlConnection(Session(connectionString));
        await connection.OpenAsync(token);
        await ExecuteAsync(connection, "select pg_advisory_lock(hashtext('parseworker.migrations'))", token);
        var missing = await FitDatabase.RequireAsync(connection, token);

        // PostgreSQL asks for the right to create before it looks whether there is anything to create.
        if (missing.Contains(Schema)) await ExecuteAsync(connection, $"create schema {Schema}", token);

        await upgrade.RunAsync(token);
    }

    /// <summary>
    /// Of several servers the one that takes writes. Not from a pool: a pooled session would keep the lock until it is used again, and
    /// whoever migrates next would wait for it.
    /// </summary>
    private static string Session(string connectionString)
    {
        var session = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        if (session.Host?.Contains(',', StringComparison.Ordinal) is true) session.TargetSessionAttributes ??= "primary";
        return session.ConnectionString;
    }

    private static bool IsMigration(string resource) => resource.StartsWith(ScriptPrefix, StringComparison.Ordinal);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(token);
    }
}
