using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Webhooks;
using ParseWorker.Core.Workers;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Retention;

/// <summary>What is kept for a time is purged after it, and not what is in use.</summary>
public sealed class RetentionTests(PostgresFixture postgres) : RetentionTestBase(postgres)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task Purge_OfParses_TakesThoseThatEndedLongAgoWithTheirDocuments()
    {
        var (old, young, running) = (await CreateAsync("old"), await CreateAsync("young"), await CreateAsync("running"));
        await EndAsync(old, TimeSpan.FromDays(2));
        await EndAsync(young, TimeSpan.FromHours(23));
        await Postgres.ClaimAsync(running.Id);

        while (await Retention.PurgeAsync(RetainedKind.Parses, Day, CancellationToken.None) > 0) ;
        await LetTheGracePassAsync();
        await PurgeBlobsAsync();

        Assert.Null(await Postgres.Queries.FindAsync(TestParses.Environment, old.Id, CancellationToken.None));
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync(old.Sha256));
        Assert.Equal(0, await CountAsync("files", "id", old.File.Id));
        foreach (var kept in new[] { young, running }) Assert.NotNull(await Postgres.FindAsync(kept.Id));
    }

    [Fact]
    public async Task Purge_OfEvents_LeavesTheParseAndThoseOfRunningOnes()
    {
        var (old, running) = (await CreateAsync("old events"), await CreateAsync("running events"));
        await EndAsync(old, TimeSpan.FromDays(2));
        await Postgres.Database.ExecuteAsync("update parseworker.parse_events set at = now() - interval '2 days'");

        Assert.True(await Retention.PurgeAsync(RetainedKind.Events, Day, CancellationToken.None) > 0);

        Assert.Empty(await Postgres.ReadKindsAsync(old.Id));
        Assert.Equal("created", await Postgres.ReadKindsAsync(running.Id));
        Assert.NotNull(await Postgres.FindAsync(old.Id));
    }

    [Fact]
    public async Task Purge_OfDeliveries_TakesWhatWasSettledLongAgoAndLeavesWhatIsPending()
    {
        var webhooks = new TestWebhooks(Postgres.Services);
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
        Assert.Equal(1, await Postgres.Database.ScalarAsync<long>("select count(*) from parseworker.webhook_attempts"));
    }

    [Fact]
    public async Task Purge_OfIdempotencyKeys_MakesARepeatedKeyANewRequest()
    {
        var create = await Postgres.Parses.NewAsync() with { IdempotencyKey = Guid.NewGuid().ToString() };
        await Postgres.Store.CreateAsync(create, CancellationToken.None);
        await Postgres.Database.ExecuteAsync(
            "update parseworker.idempotency_keys set created_at = now() - interval '2 days' where key = $1", create.IdempotencyKey!);

        Assert.Equal(1, await Retention.PurgeAsync(RetainedKind.IdempotencyKeys, Day, CancellationToken.None));

        Assert.IsType<CreateResult.Created>(await Postgres.Store.CreateAsync(PostgresFixture.Again(create), CancellationToken.None));
    }

    [Fact]
    public async Task Purge_OfUploadedFiles_TakesThoseThatNoParseUses()
    {
        var parse = await CreateAsync("uploaded and parsed");
        await UploadAsync(parse.File.Id);
        var unused = $"file_{Guid.NewGuid():N}";
        await Postgres.Database.ExecuteAsync(InsertFile, unused, await SaveAsync("unused"));
        await UploadAsync(unused);
        await Postgres.Database.ExecuteAsync("update parseworker.upload_sessions set completed_at = completed_at - interval '2 days'");

        Assert.Equal(1, await Retention.PurgeAsync(RetainedKind.Files, Day, CancellationToken.None));

        Assert.Equal(0, await CountAsync("files", "id", unused));
        await Postgres.Store.DeleteAsync(TestParses.Environment, parse.Id, CancellationToken.None);
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

    private async Task EndAsync(NewParse parse, TimeSpan ago)
    {
        await Postgres.ClaimAsync(parse.Id);
        await Postgres.EndAsync(new AttemptKey(parse.Id, 1), Outcomes.Completed);
        await Postgres.Database.ExecuteAsync($"""
            alter table parseworker.parses disable trigger one_ending;
            update parseworker.parses set finished_at = now() - interval '{ago.TotalSeconds} seconds' where id = '{parse.Id}';
            alter table parseworker.parses enable trigger one_ending
            """);
    }

    private Task<int> SettleAsync(MessageId message, string status, string ago) => Postgres.Database.ExecuteAsync($"""
        with settled as (
          update parseworker.webhook_deliveries set status = '{status}', attempt = 1, finished_at = now() - interval '{ago}'
          where parse_id = '{message.Parse}' returning endpoint_id, parse_id, n
        )
        insert into parseworker.webhook_attempts (endpoint_id, parse_id, n, attempt, at, duration)
        select endpoint_id, parse_id, n, 1, now(), interval '1 second' from settled
        """);

    private Task<int> UploadAsync(string fileId, bool completed = true, string expires = "1 hour") => Postgres.Database.ExecuteAsync($"""
        insert into parseworker.upload_sessions (file_id, environment, name, size, token_hash, expires_at, completed_at)
        values ('{fileId}', 'test', 'a', 1, sha256('token'), now() + interval '{expires}', {(completed ? "now()" : "null")})
        """);

    private Task<long> CountAsync(string table, string column, string value) =>
        Postgres.Database.ScalarAsync<long>($"select count(*) from parseworker.{table} where {column} = $1", value);
}
