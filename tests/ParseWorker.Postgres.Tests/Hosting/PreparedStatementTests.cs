using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ParseWorker.Postgres.Hosting;
using ParseWorker.Testing.Faults;

namespace ParseWorker.Postgres.Tests.Hosting;

/// <summary>Which statements PostgreSQL keeps prepared, and what becomes of those whose table has got a column since.</summary>
public sealed class PreparedStatementTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string ReadAll = "select * from prepared_test";

    private static readonly CancellationToken Token = CancellationToken.None;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Execute_MoreThanOnce_IsPrepared(bool namesTheSameServer)
    {
        await using var databases = Open(postgres.Database.ConnectionString, namesTheSameServer ? postgres.Database.ConnectionString : "");

        Assert.True(await IsPreparedAsync(databases));
    }

    [Fact]
    public async Task Execute_WhereNoSessionCanBeHad_IsNotPrepared()
    {
        await using var databases = Open(postgres.Database.ConnectionString, "", hasSessions: false);

        Assert.False(await IsPreparedAsync(databases));
    }

    [Fact]
    public async Task Execute_ThroughAPooler_IsNotPrepared()
    {
        await using var pooler = await PgBouncer.StartAsync(postgres.Database.ConnectionString);
        await using var databases = Open(pooler.ConnectionString, postgres.Database.ConnectionString);

        Assert.False(await IsPreparedAsync(databases));
    }

    [Fact]
    public async Task Execute_OfAListWithFilters_IsNotPrepared()
    {
        await using var databases = Open(postgres.Database.ConnectionString, "");
        for (var time = 1; time <= 3; time++) await databases.QueryAsync<object>(Sql.ListWebhooks, new { environment = "env" }, Token);
        for (var time = 1; time <= 3; time++) await databases.QueryAsync<object>(Sql.FindCancellable, NoFilter, Token);

        Assert.True(await CountAsync(databases, Sql.ListWebhooks) > 0);
        Assert.Equal(0, await CountAsync(databases, Sql.FindCancellable));
    }

    // A new version's migration adds a column while the last one's programs go on.
    [Fact]
    public async Task Execute_TableHasGotAColumnSince_GoesThrough()
    {
        await using var empty = await EmptyDatabase.CreateAsync(postgres);
        await empty.ExecuteAsync("create table prepared_test as select 1 as a");
        await using var databases = Open(empty.ConnectionString, "");
        for (var time = 1; time <= 3; time++) await ReadEachWayAsync(databases);

        await empty.ExecuteAsync("alter table prepared_test add column b int default 2");

        await ReadEachWayAsync(databases);
    }

    private static object NoFilter => new
    {
        environment = "env",
        ids = (string[]?)null,
        statuses = new[] { "pending" },
        fileName = (string?)null,
        from = (DateTime?)null,
        to = (DateTime?)null,
        limit = 1,
    };

    private static async Task ReadEachWayAsync(Databases databases)
    {
        Assert.Equal(1, await databases.FirstOrDefaultAsync<int>(ReadAll, null, Token));
        Assert.Single(await databases.QueryAsync<int>(ReadAll, null, Token));
        Assert.Equal(1, await databases.QueryMultipleAsync(
            $"{ReadAll} where a = 1; {ReadAll} where a < 2", null, async results => (await results.ReadAsync<int>()).Single(), Token));
    }

    /// <summary>One connection, which shows what it has prepared.</summary>
    private static Databases Open(string main, string direct, bool hasSessions = true) => PostgresServices.Open(
        new PostgresOptions
        {
            Main = new NpgsqlConnectionStringBuilder(main) { Pooling = true, MaxPoolSize = 1 }.ConnectionString,
            Direct = direct,
        },
        NullLoggerFactory.Instance, hasSessions);

    private static async Task<bool> IsPreparedAsync(Databases databases)
    {
        for (var time = 1; time <= 3; time++) await databases.QueryAsync<object>(Sql.ListWebhooks, new { environment = "env" }, Token);
        return await CountAsync(databases, Sql.ListWebhooks) > 0;
    }

    private static Task<int> CountAsync(Databases databases, string sql) => databases.FirstOrDefaultAsync<int>(
        "select count(*)::int from pg_prepared_statements where statement like '%' || @line || '%'",
        new { line = sql.TrimEnd().Split('\n')[^1].Split('@')[0] }, Token);
}
