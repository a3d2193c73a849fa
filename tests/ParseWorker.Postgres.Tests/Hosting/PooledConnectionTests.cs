using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ParseWorker.Postgres.Hosting;
using ParseWorker.Testing.Faults;

namespace ParseWorker.Postgres.Tests.Hosting;

/// <summary>The main connection through a pooler that gives every transaction the session that is free.</summary>
public sealed class PooledConnectionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    /// <summary>More than Npgsql and PgBouncer take in one piece (8 KiB and 4 KiB), as a page's text often is.</summary>
    private const int Longest = 60_000;

    [Fact]
    public async Task Execute_LongStatementsManyAtOnce_EachGetsItsOwnAnswer()
    {
        await using var pooler = await PgBouncer.StartAsync(postgres.Database.ConnectionString);
        var soon = new NpgsqlConnectionStringBuilder(pooler.ConnectionString) { CommandTimeout = 10 }.ConnectionString;
        await using var databases = PostgresServices.Open(
            new PostgresOptions { Main = soon, Direct = postgres.Database.ConnectionString }, NullLoggerFactory.Instance);
        var lengths = Enumerable.Range(1, 2_000).Select(n => n * 7919 % Longest);

        await Parallel.ForEachAsync(lengths, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (length, token) => Assert.Equal(
            length, await databases.FirstOrDefaultAsync<int>("select length(@text)", new { text = new string('x', length) }, token)));
    }
}
