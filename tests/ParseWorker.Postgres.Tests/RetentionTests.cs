using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Documents;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Webhooks;
using ParseWorker.Core.Workers;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests;

/// <summary>What was deleted is gone, with its document, and what is in use stays.</summary>
public sealed class RetentionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string InsertFile =
        "insert into parseworker.files (id, environment, name, mime_type, sha256) values ($1, 'test', 'a', 'text/plain', $2)";

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private IRetentionStore Retention => postgres.Services.GetRequiredService<IRetentionStore>();

    private IDocumentStore Documents => postgres.Services.GetRequiredService<IDocumentStore>();

    [Fact]
    public async Task Delete_OfAParse_LeavesNothingOfItInAnyTable()
    {
        var marker = $"marker-{Guid.NewGuid():N}";
        var parse = await CreateAsync(marker);
        await postgres.ClaimAsync(parse.Id);
        var key = new AttemptKey(parse.Id, 1);
        await postgres.Store.WritePagesAsync(key, [new PageText(1, marker)], 1, CancellationToken.None);
        await postgres.EndAsync(key, new ParseOutcome.Failed(new ParseError("internal_error", marker)));
        Assert.NotEmpty(await TablesWithAsync(marker));

        Assert.True(await postgres.Store.DeleteAsync(TestParses.Environment, parse.Id, CancellationToken.None));
        await LetTheGracePassAsync();
        await PurgeBlobsAsync();

        Assert.Empty(await TablesWithAsync(marker));
        Assert.Empty(await TablesWithAsync(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(marker)))));
    }

    [Fact]
    public async Task Purge_OfADocumentThatAnotherParseHas_LeavesIt()
    {
        var marker = $"marker-{Guid.NewGuid():N}";
        var (first, second) = (await CreateAsync(marker), await CreateAsync(marker));

        await postgres.Store.DeleteAsync(TestParses.Environment, first.Id, CancellationToken.None);
        await LetTheGracePassAsync();
        await PurgeBlobsAsync();

        Assert.Equal(marker, await ReadAsync(second.Sha256));
    }

    [Fact]
    public async Task Purge_OfADocumentThatWasJustStored_WaitsForItsParse()
    {
        var marker = $"marker-{Guid.NewGuid():N}";
        var sha256 = await SaveAsync(marker);

        await PurgeBlobsAsync();
        Assert.Equal(marker, await ReadAsync(sha256));

        await LetTheGracePassAsync();
        await SaveAsync(marker); // stored again: its parse may be on its way
        await PurgeBlobsAsync();
        Assert.Equal(marker, await ReadAsync(sha256));

        await LetTheGracePassAsync();
        await PurgeBlobsAsync();
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync(sha256));
    }

    [Fact]
    public async Task Purge_WhileAParseOfTheDocumentIsRecorded_LeavesTheDocument()
    {
        var marker = $"marker-{Guid.NewGuid():N}";
        var sha256 = await SaveAsync(marker);
        await LetTheGracePassAsync();
        var token = TestContext.Current.CancellationToken;
        await using var connection = await postgres.Database.Source.OpenConnectionAsync(token);
        await using var recording = await connection.BeginTransactionAsync(token);
        await using var insert = connection.CreateCommand();
        insert.CommandText = InsertFile;
        insert.Parameters.Add(new() { Value = $"file_{Guid.NewGuid():N}" });
        insert.Parameters.Add(new() { Value = sha256 });
        await insert.ExecuteNonQueryAsync(token);

        await PurgeBlobsAsync();
        await recording.CommitAsync(token);
        await PurgeBlobsAsync();

        Assert.Equal(marker, await ReadAsync(sha256));
    }

    [Fact]
    public async Task Delete_WhileItsDocumentIsLookedAt_IsNotForgotten()
    {
        var token = TestContext.Current.CancellationToken;
        var marker = $"marker-{Guid.NewGuid():N}";
        var parse = await CreateAsync(marker);
        await LetTheGracePassAsync();
        await using var connection = await postgres.Database.Source.OpenConnectionAsync(token);
        await using var purging = await connection.BeginTransactionAsync(token);
        await using var purge = connection.CreateCommand();
        purge.CommandText = Sql.PurgeBlobs;
        purge.Parameters.AddWithValue("Grace", TimeSpan.FromSeconds(30));
        purge.Parameters.AddWithValue("limit", 50);
        purge.Parameters.AddWithValue("MostBytes", 8_000_000L);
        await purge.ExecuteNonQueryAsync(token); // it saw the parse, and holds its document's note

        var deleting = postgres.Store.DeleteAsync(TestParses.Environment, parse.Id, token);
        await purging.CommitAsync(token);
        Assert.True(await deleting);
        await LetTheGracePassAsync();
        await PurgeBlobsAsync();

        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync(parse.Sha256));
    }

    [Fact]
    public async Task Purge_OfParses_TakesThoseThatEndedLongAgoWithTheirDocuments()
    {
        var (old, young, running) = (await CreateAsync("old"), await CreateAsync("young"), await CreateAsync("running"));
        await EndAsync(old, TimeSpan.FromDays(2));
        await EndAsync(young, TimeSpan.FromHours(23));
        await postgres.ClaimAsync(running.Id);

        while (await Retention.PurgeAsync(RetainedKind.Parses, Day, CancellationToken.None) > 0) ;
        await LetTheGracePassAsync();
        await PurgeBlobsAsync();

        Assert.Null(await postgres.Queries.FindAsync(TestParses.Environment, old.Id, CancellationToken.None));
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync(old.Sha256));
        Assert.Equal(0, await CountAsync("files", "id", old.File.Id));
        foreach (var kept in new[] { young, running }) Assert.NotNull(await postgres.FindAsync(kept.Id));
    }

    [Fact]
    public async Task Purge_OfEvents_LeavesTheParseAndThoseOfRunningOnes()
    {
        var (old, running) = (await CreateAsync("old events"), await CreateAsync("running events"));
        await EndAsync(old, TimeSpan.FromDays(2));
        await postgres.Database.ExecuteAsync("update parseworker.parse_events set at = now() - interval '2 days'");

        Assert.True(await Retention.PurgeAsync(RetainedKind.Events, Day, CancellationToken.None) > 0);

        Assert.Empty(await postgres.ReadKindsAsync(old.Id));
        Assert.Equal("created", await postgres.ReadKindsAsync(running.Id));
        Assert.NotNull(await postgres.FindAsync(old.Id));
    }

    [Fact]
    public async Task Purge_OfDeliveries_TakesWhatWasSettledLongAgoAndLeavesWhatIsPending()
    {
        var webhooks = new TestWebhooks(postgres.Services);
        var endpoint = await webhooks.AddAsync(TestParses.Environment);
        foreach (var text in new[] { "told long ago", "given up long ago", "told", "to be told" })
            await EndAsync(await CreateAsync(text), TimeSpan.FromDays(9));
        var messages = (await webhooks.DeliveriesAsync(endpoint)).Select(delivery => delivery.Message).Reverse().ToList();
        await SettleAsync(messages[0], "delivered", "2 days");
        await SettleAsync(messages[1], "failed", "2 days");
        await SettleAsync(messages[2], "delivered", "23 hours");

        Assert.Equal(2, await Retention.PurgeAsync(RetainedKind.Deliveries, Day, CancellationToken.None));
        Assert.Equal(0, await Retention.PurgeAsync(RetainedKind.Deliveries, Day, CancellationToken.None));

        Assert.Equal([messages[3], messages[2]], (await webhooks.DeliveriesAsync(endpoint)).Select(delivery => delivery.Message));
        Assert.Equal(1, await postgres.Database.ScalarAsync<long>("select count(*) from parseworker.webhook_attempts"));
    }

    [Fact]
    public async Task Purge_OfIdempotencyKeys_MakesARepeatedKeyANewRequest()
    {
        var create = await postgres.Parses.NewAsync() with { IdempotencyKey = Guid.NewGuid().ToString() };
        await postgres.Store.CreateAsync(create, CancellationToken.None);
        await postgres.Database.ExecuteAsync(
            "update parseworker.idempotency_keys set created_at = now() - interval '2 days' where key = $1", create.IdempotencyKey!);

        Assert.Equal(1, await Retention.PurgeAsync(RetainedKind.IdempotencyKeys, Day, CancellationToken.None));

        Assert.IsType<CreateResult.Created>(await postgres.Store.CreateAsync(PostgresFixture.Again(create), CancellationToken.None));
    }

    [Fact]
    public async Task Purge_OfUploadedFiles_TakesThoseThatNoParseUses()
    {
        var parse = await CreateAsync("uploaded and parsed");
        await UploadAsync(parse.File.Id);
        var unused = $"file_{Guid.NewGuid():N}";
        await postgres.Database.ExecuteAsync(InsertFile, unused, await SaveAsync("unused"));
        await UploadAsync(unused);
        await postgres.Database.ExecuteAsync("update parseworker.upload_sessions set completed_at = completed_at - interval '2 days'");

        Assert.Equal(1, await Retention.PurgeAsync(RetainedKind.Files, Day, CancellationToken.None));

        Assert.Equal(0, await CountAsync("files", "id", unused));
        await postgres.Store.DeleteAsync(TestParses.Environment, parse.Id, CancellationToken.None);
        Assert.Equal(1, await CountAsync("files", "id", parse.File.Id)); // its owner uploaded it, and has not deleted it
    }

    [Fact]
    public async Task Purge_OfUploads_TakesThoseThatExpiredUnfinished()
    {
        await UploadAsync("file_expired", completed: false, expires: "-1 second");
        await UploadAsync("file_open", completed: false, expires: "1 hour");

        Assert.Equal(1, await Retention.PurgeUploadsAsync(CancellationToken.None));

        Assert.Equal(0, await CountAsync("upload_sessions", "file_id", "file_expired"));
        Assert.Equal(1, await CountAsync("upload_sessions", "file_id", "file_open"));
    }

    private async Task<NewParse> CreateAsync(string text)
    {
        var create = await postgres.Parses.NewAsync();
        create = create with
        {
            Sha256 = await SaveAsync(text),
            Settings = create.Settings with { Instructions = text },
            File = create.File with { Name = $"{text}.txt" },
        };
        Assert.IsType<CreateResult.Created>(await postgres.Store.CreateAsync(create, CancellationToken.None));
        return create;
    }

    private async Task EndAsync(NewParse parse, TimeSpan ago)
    {
        await postgres.ClaimAsync(parse.Id);
        await postgres.EndAsync(new AttemptKey(parse.Id, 1), Outcomes.Completed);
        await postgres.Database.ExecuteAsync($"""
            alter table parseworker.parses disable trigger one_ending;
            update parseworker.parses set finished_at = now() - interval '{ago.TotalSeconds} seconds' where id = '{parse.Id}';
            alter table parseworker.parses enable trigger one_ending
            """);
    }

    private Task<int> SettleAsync(MessageId message, string status, string ago) => postgres.Database.ExecuteAsync($"""
        with settled as (
          update parseworker.webhook_deliveries set status = '{status}', attempt = 1, finished_at = now() - interval '{ago}'
          where parse_id = '{message.Parse}' returning endpoint_id, parse_id, n
        )
        insert into parseworker.webhook_attempts (endpoint_id, parse_id, n, attempt, at, duration)
        select endpoint_id, parse_id, n, 1, now(), interval '1 second' from settled
        """);

    private async Task<byte[]> SaveAsync(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var sha256 = SHA256.HashData(bytes);
        await Documents.SaveAsync(sha256, new MemoryStream(bytes), CancellationToken.None);
        return sha256;
    }

    private async Task<string> ReadAsync(ReadOnlyMemory<byte> sha256)
    {
        using var document = new MemoryStream();
        await Documents.CopyToAsync(sha256, document, CancellationToken.None);
        return Encoding.UTF8.GetString(document.ToArray());
    }

    private Task<int> UploadAsync(string fileId, bool completed = true, string expires = "1 hour") => postgres.Database.ExecuteAsync($"""
        insert into parseworker.upload_sessions (file_id, environment, name, size, token_hash, expires_at, completed_at)
        values ('{fileId}', 'test', 'a', 1, sha256('token'), now() + interval '{expires}', {(completed ? "now()" : "null")})
        """);

    private Task<int> LetTheGracePassAsync() =>
        postgres.Database.ExecuteAsync("update parseworker.released_blobs set released_at = released_at - interval '31 seconds'");

    private async Task PurgeBlobsAsync()
    {
        while (await Retention.PurgeBlobsAsync(CancellationToken.None) is { Settled: > 0 }) ;
    }

    private Task<long> CountAsync(string table, string column, string value) =>
        postgres.Database.ScalarAsync<long>($"select count(*) from parseworker.{table} where {column} = $1", value);

    /// <summary>The tables, of every schema, in one of whose rows the text stands; bytes are looked at as hexadecimal digits.</summary>
    private async Task<List<string>> TablesWithAsync(string text)
    {
        var tables = (await postgres.Database.ScalarAsync<string>("""
            select string_agg(format('%I.%I', schemaname, tablename), ' ')
            from pg_tables where schemaname not in ('pg_catalog', 'information_schema')
            """)).Split(' ');
        var hex = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));
        var found = new List<string>();
        foreach (var table in tables)
        {
            var rows = await postgres.Database.ScalarAsync<long>(
                $"select count(*) from {table} t where t::text like '%' || $1 || '%' or t::text like '%' || $2 || '%'", text, hex);
            if (rows > 0) found.Add(table);
        }

        return found;
    }
}
