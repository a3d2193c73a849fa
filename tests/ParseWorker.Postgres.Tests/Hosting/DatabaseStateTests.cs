using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Storage;
using ParseWorker.Postgres.Hosting;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Hosting;

public sealed class DatabaseStateTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory, InlineData("off", false), InlineData("on", true)]
    public async Task IsReadOnly_AsItsOperatorSetIt_SaysSo(string setting, bool expected)
    {
        var name = await database.ScalarAsync<string>("select current_database()::text");
        await database.ExecuteAsync($"alter database {name} set default_transaction_read_only = {setting}");

        // A setting of the database is for sessions that begin after it.
        await using var services = database.Services();
        var isReadOnly = await services.GetRequiredService<IDatabaseState>().IsReadOnlyAsync(CancellationToken.None);

        Assert.Equal(expected, isReadOnly);
    }

    [Fact]
    public async Task ReadMigration_OfACurrentSchema_IsTheNewestOfThisBuild()
    {
        await using var services = database.Services();

        var migration = await services.GetRequiredService<IDatabaseState>().ReadMigrationAsync(CancellationToken.None);

        Assert.Equal(Migrator.Known.Count, migration);
    }

    // Another version's, which has migrated already.
    [Fact]
    public async Task ReadMigration_OfANewerSchema_IsTheOneThatItHas()
    {
        await database.ExecuteAsync("insert into parseworker.schema_versions (scriptname, applied) values ($1, now())",
            "Migrations.1234_later.sql");
        await using var services = database.Services();

        var migration = await services.GetRequiredService<IDatabaseState>().ReadMigrationAsync(CancellationToken.None);
        await database.ExecuteAsync("delete from parseworker.schema_versions where scriptname = $1", "Migrations.1234_later.sql");

        Assert.Equal(1234, migration);
    }
}
