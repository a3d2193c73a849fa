using System.Reflection;
using System.Text.RegularExpressions;
using Dapper;
using ParseWorker.Postgres.Tests.Released;

namespace ParseWorker.Postgres.Tests;

/// <summary>No statement may read all parses, however many have ended: each finds its rows by an index.</summary>
[Trait("Needs", "Time")]
public sealed partial class PlanTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string InsertBlobs =
        "insert into parseworker.blobs (sha256, size) select sha256(n::text::bytea), 1 from generate_series(1, 100000) as n";

    private const string InsertChunks =
        "insert into parseworker.blob_chunks (sha256, n, bytes) select sha256(n::text::bytea), 0, 'a' from generate_series(1, 10000) as n";

    private const string InsertEnded = """
        insert into parseworker.parses (id, environment, file_id, file_name, mime_type, sha256, model, table_format, image_resolution_dpi,
                                        status, credits, finished_at, created_at)
        select 'prs_' || lpad(n::text, 26, '0'), 'env-' || n % 5, 'file-' || n, 'name-' || n || '.pdf', 'application/pdf',
               sha256(n::text::bytea), 'retab-small', 'html', 192, 'completed', 1, now(), now() - make_interval(secs => n)
        from generate_series(1, 100000) as n
        """;

    private const string InsertFiles = """
        insert into parseworker.files (id, environment, name, mime_type, sha256)
        select 'file-' || n, 'env-' || n % 5, 'name', 'application/pdf', sha256(n::text::bytea) from generate_series(1, 100000) as n
        """;

    private const string InsertUploads = """
        insert into parseworker.upload_sessions (file_id, environment, name, size, token_hash, expires_at, completed_at)
        select 'file-' || n, 'env-' || n % 5, 'name', 1, sha256('token'), now(), now() from generate_series(1, 100000) as n
        """;

    private const string InsertPages = """
        insert into parseworker.parse_pages (parse_id, number, text)
        select 'prs_' || lpad(n::text, 26, '0'), 1, 'text' from generate_series(1, 100000) as n
        """;

    private const string InsertEvents = """
        insert into parseworker.parse_events (parse_id, n, kind, attempt)
        select 'prs_' || lpad(n::text, 26, '0'), 1, 'created', 0 from generate_series(1, 100000) as n
        """;

    private const string InsertKeys = """
        insert into parseworker.idempotency_keys (environment, key, fingerprint, parse_id)
        select 'env-' || n % 5, 'key-' || n, sha256('batch'), 'prs_' || lpad(n::text, 26, '0') from generate_series(1, 100000) as n
        """;

    private const string InsertDeleted = """
        insert into parseworker.deleted_parses (id, environment, created_at)
        select 'prs_' || lpad((n + 200000)::text, 26, '0'), 'env-' || n % 5, now() from generate_series(1, 100000) as n
        """;

    private const string InsertEndpoints = """
        insert into parseworker.webhook_endpoints (id, environment, url, events, secret)
        select 'whe_' || n, 'env-' || n, 'https://hooks.test/', array['completed'], sha256('secret') from generate_series(1, 5) as n
        """;

    private const string InsertDeliveries = """
        insert into parseworker.webhook_deliveries (endpoint_id, parse_id, n, kind, status, finished_at)
        select 'whe_1', 'prs_' || lpad(n::text, 26, '0'), 1, 'completed', 'delivered', now() - make_interval(secs => n)
        from generate_series(1, 100000) as n
        """;

    private const string InsertAttempts = """
        insert into parseworker.webhook_attempts (endpoint_id, parse_id, n, attempt, at, duration)
        select 'whe_1', 'prs_' || lpad(n::text, 26, '0'), 1, 1, now(), interval '1 second' from generate_series(1, 100000) as n
        """;

    private const string InsertLoose = """
        insert into parseworker.loose_objects (object_key, state, due_at)
        select 'key-' || n, 'released', now() from generate_series(1, 100000) as n
        """;

    private static readonly string[] Ids = ["prs_00000000000000000000000001"];
    private static readonly int[] Numbers = [1];
    private static readonly string[] Statuses = ["pending", "queued", "in_progress"];
    private static readonly string[] Texts = [""];
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly byte[] Hash = new byte[32];

    /// <summary>
    /// Small whatever happens: a row for each migration, worker, key, environment, webhook or create without a reply, for a document
    /// that is to be removed, or for a minute of the last days, and what Hangfire has in its queue; PostgreSQL's own lists of databases
    /// and schemas.
    /// </summary>
    private static readonly string[] SmallTables =
    [
        "workers", "api_keys", "environments", "webhook_endpoints", "unanswered_creates", "released_blobs", "data_protection_keys",
        "load_minutes", "jobqueue", "job", "pg_database", "pg_namespace", "schema_versions",
    ];

    public static TheoryData<string> Statements =>
        [.. typeof(Sql).GetFields(BindingFlags.Static | BindingFlags.Public).Select(query => query.Name)];

    public static TheoryData<string> PreparedStatements =>
        [.. typeof(Sql).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Where(query => !Sql.IsPlannedForItsValues((string)query.GetValue(null)!)).Select(query => query.Name)];

    public async ValueTask InitializeAsync()
    {
        if (await postgres.Database.ScalarAsync<long>("select count(*) from parseworker.parses") > 0) return;

        await postgres.ManyPendingAsync(50, "env-1");
        await postgres.ManyQueuedAsync(20);
        await postgres.ManyInProgressAsync(20);
        foreach (var insert in new[] { InsertBlobs, InsertChunks, InsertEnded, InsertFiles, InsertUploads, InsertPages, InsertEvents,
            InsertKeys, InsertDeleted, InsertEndpoints, InsertDeliveries, InsertAttempts, InsertLoose })
            await postgres.Database.ExecuteAsync(insert);
        await postgres.Database.ExecuteAsync("vacuum analyze");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory, MemberData(nameof(Statements))]
    public async Task Plan_AmongAHundredThousandParses_ReadsNoLargeTableWhole(string statement)
    {
        var plan = await ExplainAsync((string)typeof(Sql).GetField(statement)!.GetValue(null)!);

        Assert.Empty(WholeReads(plan));
    }

    // A prepared statement is planned for its first values, and then for any.
    [Theory, MemberData(nameof(PreparedStatements))]
    public async Task Plan_ForAnyValues_ReadsNoLargeTableWhole(string statement)
    {
        var plan = await Description.PlanAsync(postgres.Database.Source, (string)typeof(Sql).GetField(statement)!.GetValue(null)!);

        Assert.Empty(WholeReads(plan));
    }

    [Trait("Needs", "Time")]
    [Fact]
    public async Task Plan_OfAQueryWithoutItsIndex_IsNoticed() =>
        Assert.NotEmpty(WholeReads(await ExplainAsync("select id from parseworker.parses where model = @model")));

    [Theory]
    [InlineData(null, null, "parses_by_environment")]
    [InlineData("failed", null, "parses_by_status")]
    [InlineData(null, "name-1999%", "parses_by_name")]
    public async Task Plan_OfAFilteredList_IsServedByTheIndexOfItsFilter(string? status, string? fileName, string index)
    {
        Assert.Contains(index, await ExplainAsync(Sql.ListOlder, status, fileName), StringComparison.Ordinal);
    }

    // Without an environment too: each one's own index serves it.
    [Theory]
    [InlineData(null, null, null, "parses_by_environment")]
    [InlineData("failed", null, null, "parses_by_status")]
    [InlineData(null, "name-1999%", null, "parses_by_name")]
    [InlineData(null, null, "timeout", "parses_by_error")]
    public async Task Plan_OfASearchOverEveryEnvironment_IsServedByTheIndexOfItsFilter(
        string? status, string? fileName, string? errorCode, string index)
    {
        var plan = await ExplainAsync(Sql.SearchOlder, status, fileName, errorCode, environment: null);

        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.Empty(WholeReads(plan));
    }

    // However much ended since the time that is asked for, and however much of it was told.
    [Fact]
    public async Task Plan_OfAReplay_IsServedByTheIndexOfEndings()
    {
        var plan = await ExplainAsync(Sql.ReplayMissed);

        Assert.Contains("parses_by_ending", plan, StringComparison.Ordinal);
        Assert.Empty(WholeReads(plan));
    }

    private static string[] WholeReads(string plan) =>
        [.. WholeRead().Matches(plan).Select(match => match.Groups[1].Value).Except(SmallTables)];

    private async Task<string> ExplainAsync(
        string sql, string? status = null, string? fileName = null, string? errorCode = null, string? environment = "env-1")
    {
        await using var connection = await postgres.Database.Source.OpenConnectionAsync();
        var parameters = new DynamicParameters();
        parameters.AddDynamicParams(new { id = Ids[0], ids = Ids, attempt = 1, attempts = Numbers, afters = Numbers });
        parameters.AddDynamicParams(new { pages = Numbers, numbers = Numbers, texts = Texts, failures = Texts, first = 1, last = 1 });
        parameters.AddDynamicParams(new { pageCount = 1, jobId = "1", inputTokens = 0L, outputTokens = 0L, environment });
        parameters.AddDynamicParams(new { key = "key", limit = 11, mostBytes = 1L, liveFor = Second, lease = Second });
        parameters.AddDynamicParams(new { joinableFor = Second, age = Second, delay = Second, grace = Second });
        parameters.AddDynamicParams(new { maxAttempts = 3, maxLostWorkers = 3 });
        parameters.AddDynamicParams(new { slots = 1, ready = true, code = "worker_lost", message = "", details = "{}", owner = "" });
        parameters.AddDynamicParams(new { name = "", prefix = "", suffixes = "{}", requestedBy = "", forced = false, credits = 1m });
        parameters.AddDynamicParams(new { n = 0, size = 1L, sha256 = Hash, hash = Hash, bytes = Hash, fingerprint = Hash });
        parameters.AddDynamicParams(new { fileId = "", mimeType = "", model = "", tableFormat = "", imageResolutionDpi = 192 });
        parameters.AddDynamicParams(new { instructions = "", idempotencyKey = "key", status, fileName });
        parameters.AddDynamicParams(new { profile = "", process = 1L, keptFor = Second });
        parameters.AddDynamicParams(new { contentType = "", tokenHash = Hash, expiresAt = DateTime.UnixEpoch, xml = "" });
        parameters.AddDynamicParams(new { cause = "", reason = "", mostWaiting = 10, statuses = Statuses, sourceUrl = "" });
        parameters.AddDynamicParams(new { expiresAfter = Second, timeLimit = Second, bustCache = false });
        parameters.AddDynamicParams(new { cancelling = false, errorCode, mostCharacters = 1, most = 10, fewNames = 10, note = "" });
        parameters.AddDynamicParams(new { url = "", description = "", secret = Hash, events = Texts, endpointId = "", enabled = true });
        parameters.AddDynamicParams(new { boundNumber = 1, parseId = "", ofAnEndpoint = 4, ofAnEnvironment = 4, duration = Second });
        parameters.AddDynamicParams(new { responseStatus = 500, error = "status", isGone = false, disableAfter = Second });
        parameters.AddDynamicParams(new { keyId = "key_1", mostWaitingOfKey = 10, weight = 3, traceParent = "" });
        parameters.AddDynamicParams(new { mostAttempts = 20, ofTheFailing = 2, fewestFailures = 3 });
        parameters.AddDynamicParams(new { patience = Second, again = Second, late = Second, uploadId = "" });
        parameters.AddDynamicParams(new { abandoned = Texts, released = Texts, schemas = Texts, channels = Texts, payloads = Texts });
        parameters.AddDynamicParams(new { hosts = 1, hostBytes = 1L, waiting = 1L, inProgress = 1L, oldestWaiting = Second });
        parameters.Add("boundId", null, System.Data.DbType.String);
        parameters.AddDynamicParams(new { overlap = Second, since = DateTime.UnixEpoch });
        foreach (var name in new[] { "from", "to", "boundTime" }) parameters.Add(name, null, System.Data.DbType.DateTime);
        return string.Join('\n', await connection.QueryAsync<string>(new CommandDefinition($"explain (costs off) {sql}", parameters)));
    }

    [GeneratedRegex(@"Seq Scan on (\w+)")]
    private static partial Regex WholeRead();
}
