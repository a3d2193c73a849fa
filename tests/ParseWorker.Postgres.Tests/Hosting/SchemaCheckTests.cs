using Microsoft.Extensions.Logging.Abstractions;
using ParseWorker.Postgres.Hosting;

namespace ParseWorker.Postgres.Tests.Hosting;

public sealed class SchemaCheckTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Start_OnAnEmptyDatabase_SaysWhatToRun()
    {
        await using var database = await EmptyDatabase.CreateAsync(postgres);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(database));

        Assert.Equal(
            $"The database lacks {Migrator.Known.Count} migration(s), the first is Migrations.0001_parses.sql. "
            + "Run 'deploy/up', or 'ParseWorker.Api migrate' with ConnectionStrings__Direct set, and start again.", refusal.Message);
    }

    [Fact]
    public async Task Start_OnAHalfMigratedDatabase_NamesTheFirstThatIsMissing()
    {
        await using var database = await EmptyDatabase.CreateAsync(postgres);
        await Migrator.MigrateAsync(database.ConnectionString, CancellationToken.None);
        await database.ExecuteAsync("delete from parseworker.schema_versions where scriptname <> 'Migrations.0001_parses.sql'");

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(database));

        Assert.StartsWith(
            $"The database lacks {Migrator.Known.Count - 1} migration(s), the first is Migrations.0002_", refusal.Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnAMigratedDatabase_Starts()
    {
        await using var database = await EmptyDatabase.CreateAsync(postgres);
        await Migrator.MigrateAsync(database.ConnectionString, CancellationToken.None);

        await StartAsync(database);
    }

    private static async Task StartAsync(EmptyDatabase database)
    {
        await using var databases = PostgresServices.Open(new PostgresOptions { Main = database.ConnectionString },
            NullLoggerFactory.Instance);
        await new SchemaCheck(databases).StartAsync(CancellationToken.None);
    }
}
