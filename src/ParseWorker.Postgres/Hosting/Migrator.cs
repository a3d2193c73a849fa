using DbUp;
using DbUp.Engine;
using Npgsql;
using ParseWorker.Core.Errors;

namespace ParseWorker.Postgres.Hosting;

/// <summary>Brings the schema <c>parseworker</c> up to date; the one explicit step that changes tables.</summary>
public static class Migrator
{
    internal const string Schema = "parseworker";
    internal const string Journal = "schema_versions";
    private const string ScriptPrefix = "Migrations.";

    /// <summary>Names of the migrations this build knows, in order.</summary>
    internal static IReadOnlyList<string> Known { get; } =
        [.. typeof(Migrator).Assembly.GetManifestResourceNames().Where(IsMigration).Order(StringComparer.Ordinal)];

    /// <summary>Applies what is missing, under an advisory lock: two at the same time do it once.</summary>
    /// <param name="connectionString">A direct session; its role must be allowed to create the schemas that are not there.</param>
    /// <param name="token">Stops the wait for the lock; a script that runs is finished.</param>
    /// <exception cref="InvalidOperationException">
    /// The database does not fit, or a script failed; its transaction was rolled back.
    /// </exception>
    public static async Task MigrateAsync(string connectionString, CancellationToken token)
    {
        // Not from a pool: a pooled session would keep the lock until it is used again, and whoever migrates next would wait for it.
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        if (unpooled.Host?.Contains(',', StringComparison.Ordinal) is true) unpooled.TargetSessionAttributes ??= "primary";
        await using var connection = new NpgsqlConnection(unpooled.ConnectionString);
        await connection.OpenAsync(token);
        await ExecuteAsync(connection, "select pg_advisory_lock(hashtext('parseworker.migrations'))", token);
        var missing = await FitDatabase.RequireAsync(connection, token);

        // PostgreSQL asks for the right to create before it looks whether there is anything to create.
        if (missing.Contains(Schema)) await ExecuteAsync(connection, $"create schema {Schema}", token);

        var result = Upgrade(unpooled.ConnectionString).PerformUpgrade();
        if (!result.Successful)
            throw new InvalidOperationException(
                $"Migration {result.ErrorScript?.Name} failed and was rolled back: {Reasons.Of(result.Error)}", result.Error);
    }

    private static UpgradeEngine Upgrade(string connectionString) => DeployChanges.To
        .PostgresqlDatabase(connectionString)
        .WithScriptsEmbeddedInAssembly(typeof(Migrator).Assembly, IsMigration)
        .JournalToPostgresqlTable(Schema, Journal)
        .WithTransactionPerScript()
        .WithVariablesDisabled()
        .LogToNowhere()
        .Build();

    private static bool IsMigration(string resource) => resource.StartsWith(ScriptPrefix, StringComparison.Ordinal);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(token);
    }
}
