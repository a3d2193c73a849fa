using Npgsql;
using ParseWorker.Postgres.Hosting;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Hosting;

public sealed class MigratorTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string CountApplied = "select count(*) from parseworker.schema_versions";

    [Fact]
    public async Task Migrate_Twice_AppliesEachOnce()
    {
        await using var database = await EmptyDatabase.CreateAsync(postgres);

        await Migrator.MigrateAsync(database.ConnectionString, CancellationToken.None);
        await Migrator.MigrateAsync(database.ConnectionString, CancellationToken.None);

        Assert.Equal(Migrator.Known.Count, await database.ScalarAsync<long>(CountApplied));
    }

    [Fact]
    public async Task Migrate_ByManyAtTheSameTime_AppliesEachOnce()
    {
        await using var database = await EmptyDatabase.CreateAsync(postgres);

        await Task.WhenAll(Enumerable.Range(0, 4)
            .Select(_ => Task.Run(() => Migrator.MigrateAsync(database.ConnectionString, CancellationToken.None))));

        Assert.Equal(Migrator.Known.Count, await database.ScalarAsync<long>(CountApplied));
    }

    [Fact]
    public async Task Migrate_OfTwoDatabasesAtTheSameTime_SetsTheRolesTimeoutInEach()
    {
        await using var left = await EmptyDatabase.CreateAsync(postgres);
        await using var right = await EmptyDatabase.CreateAsync(postgres);

        await Task.WhenAll(new[] { left, right }
            .Select(database => Task.Run(() => Migrator.MigrateAsync(database.ConnectionString, CancellationToken.None))));

        // Set for the role alone it is one row of the whole server, which two at a time collide on.
        foreach (var database in new[] { left, right })
        {
            Assert.Equal("10s", await database.ScalarAsync<string>("show idle_in_transaction_session_timeout"));
            Assert.Equal(1, await database.ScalarAsync<long>(
                "select count(*) from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase "
                + "where d.datname = current_database()"));
        }
    }

    [Fact]
    public async Task Migrate_WithAScriptThatFails_NamesItRollsItBackAndCanBeRepeated()
    {
        await using var database = await EmptyDatabase.CreateAsync(postgres);
        await database.ExecuteAsync("create schema parseworker");
        await database.ExecuteAsync("create table parseworker.workers (of_somebody_else int)");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Migrator.MigrateAsync(database.ConnectionString, CancellationToken.None));

        Assert.Contains("0002_clients_and_workers", failure.Message, StringComparison.Ordinal);
        Assert.True(await database.ScalarAsync<bool>("select to_regclass('parseworker.api_keys') is null"));
        await database.ExecuteAsync("drop table parseworker.workers");
        await Migrator.MigrateAsync(database.ConnectionString, CancellationToken.None);
        Assert.Equal(Migrator.Known.Count, await database.ScalarAsync<long>(CountApplied));
    }

    [Fact]
    public async Task Migrate_OfADatabaseThatIsNotUtf8_IsRefusedAndLeavesNothing()
    {
        await using var database = await EmptyDatabase.CreateAsync(postgres, "encoding 'LATIN1' locale 'C'");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Migrator.MigrateAsync(database.ConnectionString, CancellationToken.None));

        Assert.Contains("is encoded in LATIN1", failure.Message, StringComparison.Ordinal);
        Assert.True(await database.ScalarAsync<bool>("select to_regnamespace('parseworker') is null"));
    }

    [Fact]
    public async Task Migrate_WhenItIsDone_LeavesNoLockOnAPooledSession()
    {
        await using var database = await EmptyDatabase.CreateAsync(postgres);
        var pooled = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = true }.ConnectionString;

        await Migrator.MigrateAsync(pooled, CancellationToken.None);

        // A session that ends takes a moment; one that waits in a pool holds its lock for minutes.
        await Eventually.BecomesAsync(
            () => database.ScalarAsync<long>(
                "select count(*) from pg_locks l join pg_database d on d.oid = l.database "
                + "where l.locktype = 'advisory' and d.datname = current_database()"),
            count => count == 0);
    }

    [Fact]
    public async Task Migrate_WhileAnotherMigrates_CanBeStopped()
    {
        await using var database = await EmptyDatabase.CreateAsync(postgres);
        await using var other = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using (var command = other.CreateCommand())
        {
            command.CommandText = "select pg_advisory_lock(hashtext('parseworker.migrations'))";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        using var source = new CancellationTokenSource();
        var waiting = Migrator.MigrateAsync(database.ConnectionString, source.Token);
        await Eventually.BecomesAsync(
            () => database.ScalarAsync<long>("select count(*) from pg_locks where locktype = 'advisory' and not granted"),
                count => count == 1);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
