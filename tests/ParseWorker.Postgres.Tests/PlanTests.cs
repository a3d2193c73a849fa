using Dapper;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests;

/// <summary>What runs every second must not read the parses that have ended, however many there are.</summary>
public sealed class PlanTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string InsertEnded = """
        insert into parseworker.parses (id, environment, file_id, file_name, mime_type, sha256, model, table_format, image_resolution_dpi,
                                        status, credits, finished_at, created_at)
        select 'prs_' || lpad(n::text, 26, '0'), 'env-' || n % 5, 'file', 'name-' || n || '.pdf', 'application/pdf', sha256('batch'), 'retab-small', 'html', 192,
               'completed', 1, now(), now() - make_interval(secs => n)
        from generate_series(1, 20000) as n
        """;

    private static readonly string[] Ids = ["prs_00000000000000000000000001"];
    private static readonly int[] Attempts = [1];

    public static TheoryData<string> Statements => ["admit", "take back", "find without job", "flags", "news", "renew", "claim", "cancel", "list", "list by name"];

    public async ValueTask InitializeAsync()
    {
        if (await postgres.Database.ScalarAsync<long>("select count(*) from parseworker.parses") > 0) return;

        await postgres.ManyPendingAsync(50, "env-1");
        await postgres.ManyQueuedAsync(20);
        await postgres.ManyInProgressAsync(20);
        await postgres.Database.ExecuteAsync(InsertEnded);
        await postgres.Database.ExecuteAsync("vacuum analyze parseworker.parses");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory, MemberData(nameof(Statements))]
    public async Task Plan_AmongManyEndedParses_IsDrivenByAnIndex(string statement)
    {
        var sql = statement switch
        {
            "admit" => Sql.Admit,
            "take back" => Sql.TakeBackExpired,
            "find without job" => Sql.FindWithoutJob,
            "flags" => Sql.ReadFlags,
            "news" => Sql.ReadNews,
            "renew" => Sql.RenewLeases,
            "claim" => Sql.Claim,
            "cancel" => Sql.RequestCancel,
            _ => Sql.ListOlder,
        };
        var plan = await ExplainAsync(sql, byName: statement == "list by name");

        Assert.DoesNotContain(plan.Split('\n'), line => line.Contains("Seq Scan on parses", StringComparison.Ordinal));
        Assert.Contains("Index", plan, StringComparison.Ordinal);
    }

    private async Task<string> ExplainAsync(string sql, bool byName)
    {
        await using var connection = await postgres.Database.Source.OpenConnectionAsync();
        var parameters = new DynamicParameters(new
        {
            id = Ids[0],
            ids = Ids,
            attempts = Attempts,
            afters = Attempts,
            pages = Attempts,
            environment = "env-1",
            liveFor = TimeSpan.FromSeconds(16),
            lease = TestParses.Lease,
            limit = 11,
            maxAttempts = 3,
            code = "worker_lost",
            message = "",
            owner = "",
            prefix = "",
            suffixes = "{}",
            requestedBy = "",
            fileName = byName ? "name-1999%" : null,
        });
        foreach (var name in new[] { "status", "boundId" }) parameters.Add(name, null, System.Data.DbType.String);
        foreach (var name in new[] { "from", "to", "boundTime" }) parameters.Add(name, null, System.Data.DbType.DateTime);
        return string.Join('\n', await connection.QueryAsync<string>(new CommandDefinition($"explain (costs off) {sql}", parameters)));
    }
}
