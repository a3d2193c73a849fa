using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ParseWorker.Postgres.Hosting;

namespace ParseWorker.Postgres.Tests.Hosting;

public sealed class SeveralHostsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Theory]
    [InlineData(null)]
    [InlineData("primary")]
    [InlineData("read-write")]
    public async Task Open_SeveralServersOfWhichOneTakesWrites_FindsItOnEveryWay(string? attributes)
    {
        await using var databases = Open(attributes);

        foreach (var way in new[] { databases.Main, databases.Direct, databases.Unpooled })
        {
            await using var connection = await way.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await using var command = new NpgsqlCommand("select not pg_is_in_recovery()", connection);
            Assert.Equal(true, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Open_SeveralServersOfWhichNoneIsAsWanted_FailsInAWayThatPasses()
    {
        await using var databases = Open("standby");

        // At first one could not be reached, and later it is known that none is a standby.
        for (var round = 0; round < 3; round++)
        {
            var fault = await Assert.ThrowsAsync<NpgsqlException>(async () =>
                await databases.Main.OpenConnectionAsync(TestContext.Current.CancellationToken));
            Assert.True(DatabaseFaults.IsPassing(fault), fault.ToString());
        }
    }

    [Fact]
    public async Task Open_SeveralServersOfWhichNoneCanBeReached_FailsInAWayThatPasses()
    {
        await using var databases = PostgresServices.Open(
            new PostgresOptions { Main = "Host=127.0.0.1:1,127.0.0.1:2;Database=none" }, NullLoggerFactory.Instance);

        var fault = await Assert.ThrowsAnyAsync<NpgsqlException>(async () =>
            await databases.Main.OpenConnectionAsync(TestContext.Current.CancellationToken));

        Assert.True(DatabaseFaults.IsPassing(fault), fault.ToString());
    }

    [Fact]
    public async Task Open_OfADatabaseThatIsNotThere_FailsInAWayThatDoesNotPass()
    {
        var one = new NpgsqlConnectionStringBuilder(postgres.Database.ConnectionString);
        var several = new NpgsqlConnectionStringBuilder(one.ConnectionString)
        {
            Host = $"{one.Host}:{one.Port},{one.Host}:{one.Port}",
            Database = "not_there",
        };
        await using var databases = PostgresServices.Open(
            new PostgresOptions { Main = several.ConnectionString }, NullLoggerFactory.Instance);

        var fault = await Assert.ThrowsAnyAsync<NpgsqlException>(async () =>
            await databases.Main.OpenConnectionAsync(TestContext.Current.CancellationToken));

        Assert.False(DatabaseFaults.IsPassing(fault), fault.ToString());
    }

    private Databases Open(string? attributes)
    {
        var one = new NpgsqlConnectionStringBuilder(postgres.Database.ConnectionString);
        var several = new NpgsqlConnectionStringBuilder(one.ConnectionString) { Host = $"127.0.0.1:1,{one.Host}:{one.Port}" };
        if (attributes is not null) several.TargetSessionAttributes = attributes;
        return PostgresServices.Open(new PostgresOptions { Main = several.ConnectionString }, NullLoggerFactory.Instance);
    }
}
