using Npgsql;
using ParseWorker.Postgres.Hosting;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Hosting;

/// <summary>
/// A backup holds every table for as long as it takes. A migration that waits for one must not keep the programs waiting with it: whoever
/// comes after it stands behind it.
/// </summary>
[Trait("Needs", "Time")]
public sealed class HeldTableTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    /// <summary>The one after it changes the table of workers.</summary>
    private const string Before = "Migrations.0020";

    private const string CountApplied = "select count(*) from parseworker.schema_versions";

    private const string CountWaiting =
        "select count(*) from pg_locks l join pg_database d on d.oid = l.database and d.datname = current_database() "
        + "where l.locktype = 'relation' and l.mode = 'AccessExclusiveLock' and not l.granted";

    private static readonly string[] Earlier = [.. Migrator.Known.TakeWhile(name => string.CompareOrdinal(name, Before) < 0)];

    [Fact]
    public async Task Migrate_WhileABackupHoldsATable_LetsTheProgramsPassAndComesAgain()
    {
        await using var database = await EarlierAsync();
        var backup = await HoldWorkersAsync(database);

        var migration = Task.Run(() => UpgradeAsync(database, TimeSpan.FromMinutes(2)), TestContext.Current.CancellationToken);
        for (var waits = 0; waits < 2; waits++)
        {
            await Eventually.BecomesAsync(() => database.ScalarAsync<long>(CountWaiting), count => count > 0);
            Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from parseworker.workers"));
            await Eventually.BecomesAsync(() => database.ScalarAsync<long>(CountWaiting), count => count == 0);
        }

        Assert.False(migration.IsCompleted);
        await backup.DisposeAsync();
        await migration;
        Assert.Equal(Migrator.Known.Count, await database.ScalarAsync<long>(CountApplied));
    }

    [Fact]
    public async Task Migrate_WhenATableIsHeldForTooLong_SaysWhatToDoAndCanBeRepeated()
    {
        await using var database = await EarlierAsync();
        await using (await HoldWorkersAsync(database))
        {
            var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => UpgradeAsync(database, TimeSpan.Zero));
            Assert.Contains("another session held a lock", failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal(Earlier.Length, await database.ScalarAsync<long>(CountApplied));
        await UpgradeAsync(database, TimeSpan.Zero);
        Assert.Equal(Migrator.Known.Count, await database.ScalarAsync<long>(CountApplied));
    }

    private static Task UpgradeAsync(EmptyDatabase database, TimeSpan patience)
    {
        // Over a driver that gives its commands a second: neither a wait nor a long script may end by that.
        var hasty = new NpgsqlConnectionStringBuilder(database.ConnectionString) { CommandTimeout = 1 }.ConnectionString;
        var upgrade = new SchemaUpgrade(hasty, Migrator.Known, patience, TimeProvider.System);
        return Migrator.MigrateAsync(hasty, upgrade, CancellationToken.None);
    }

    private static async Task<NpgsqlConnection> HoldWorkersAsync(EmptyDatabase database)
    {
        var backup = await database.Source.OpenConnectionAsync();
        await using var command = backup.CreateCommand();
        command.CommandText =
            "begin; set local idle_in_transaction_session_timeout = 0; lock table parseworker.workers in access share mode";
        await command.ExecuteNonQueryAsync();
        return backup;
    }

    private async Task<EmptyDatabase> EarlierAsync()
    {
        var database = await EmptyDatabase.CreateAsync(postgres);
        var upgrade = new SchemaUpgrade(database.ConnectionString, Earlier, TimeSpan.Zero, TimeProvider.System);
        await Migrator.MigrateAsync(database.ConnectionString, upgrade, CancellationToken.None);
        return database;
    }
}
