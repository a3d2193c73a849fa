using Npgsql;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Parses;

/// <summary>A create whose reply was lost is joined by its retry, within limits.</summary>
public sealed class UnansweredTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Theory, InlineData(ParseStatus.Pending), InlineData(ParseStatus.Queued), InlineData(ParseStatus.InProgress),
        InlineData(ParseStatus.Completed)]
    public async Task Create_OfAnUnansweredRequest_JoinsIt(ParseStatus status)
    {
        var create = await UnansweredAsync(status);

        var joined = Assert.IsType<CreateResult.Joined>(
            await postgres.Store.CreateAsync(PostgresFixture.Again(create), CancellationToken.None));

        Assert.Equal(await postgres.FindAsync(create.Id), joined.Parse);
    }

    [Theory, InlineData(ParseStatus.Failed), InlineData(ParseStatus.Cancelled)]
    public async Task Create_OfAnUnansweredRequestThatCameToNothing_IsNew(ParseStatus status)
    {
        var create = await UnansweredAsync(status);

        Assert.IsType<CreateResult.Created>(await postgres.Store.CreateAsync(PostgresFixture.Again(create), CancellationToken.None));
    }

    [Fact]
    public async Task Create_OfAnAnsweredRequest_IsNew()
    {
        var create = await UnansweredAsync(ParseStatus.Pending);
        await postgres.Store.MarkAnsweredAsync(create.Id, CancellationToken.None);

        Assert.IsType<CreateResult.Created>(await postgres.Store.CreateAsync(PostgresFixture.Again(create), CancellationToken.None));
    }

    [Fact]
    public async Task Create_OfAnotherRequest_IsNew()
    {
        var create = await UnansweredAsync(ParseStatus.Pending);

        foreach (var other in new[] { PostgresFixture.Again(create) with { Environment = "another" },
            PostgresFixture.Again(create) with { Fingerprint = new byte[32] },
            PostgresFixture.Again(create) with { JoinUnanswered = false } })
            Assert.IsType<CreateResult.Created>(await postgres.Store.CreateAsync(other, CancellationToken.None));
    }

    [Fact]
    public async Task Create_OfARequestUnansweredForAQuarterOfAnHour_IsNew()
    {
        var create = await UnansweredAsync(ParseStatus.Pending);
        await AgeAsync(create, "14 minutes");
        Assert.IsType<CreateResult.Joined>(await postgres.Store.CreateAsync(PostgresFixture.Again(create), CancellationToken.None));

        await AgeAsync(create, "15 minutes");
        Assert.IsType<CreateResult.Created>(await postgres.Store.CreateAsync(PostgresFixture.Again(create), CancellationToken.None));
    }

    [Fact]
    public async Task Forget_Unanswered_TakesTheOldOnesAFewAtATimeAndLeavesTheirParses()
    {
        await postgres.Recovery.ForgetUnansweredAsync(limit: 1000, CancellationToken.None);
        NewParse[] old = [await UnansweredAsync(ParseStatus.Pending), await UnansweredAsync(ParseStatus.Completed),
            await UnansweredAsync(ParseStatus.Failed)];
        foreach (var create in old) await AgeAsync(create, "15 minutes");
        var young = await UnansweredAsync(ParseStatus.Pending);
        await AgeAsync(young, "14 minutes");

        var left = new List<long>();
        for (var round = 0; round < 3; round++)
        {
            await postgres.Recovery.ForgetUnansweredAsync(limit: 2, CancellationToken.None);
            left.Add(await CountAsync(old));
        }

        Assert.Equal([1, 0, 0], left);
        Assert.Equal(1, await CountAsync(young));
        foreach (var create in old) Assert.NotNull(await postgres.FindAsync(create.Id));
    }

    [Fact]
    public async Task Create_WithAKey_JoinsOnlyByIt()
    {
        var create = await UnansweredAsync(ParseStatus.Pending);

        Assert.IsType<CreateResult.Created>(
            await postgres.Store.CreateAsync(PostgresFixture.Again(create) with { IdempotencyKey = "another" }, CancellationToken.None));
    }

    private async Task<NewParse> UnansweredAsync(ParseStatus status)
    {
        var create = await postgres.Parses.NewAsync();
        await postgres.Store.CreateAsync(create, CancellationToken.None);
        if (status == ParseStatus.Queued) await postgres.Database.ExecuteAsync(
            "update parseworker.parses set status = 'queued', queued_at = now() where id = $1", create.Id.ToString());
        if (status == ParseStatus.Cancelled) await postgres.CancelAsync(create.Id);
        if (status is ParseStatus.Pending or ParseStatus.Queued or ParseStatus.Cancelled) return create;

        var key = (await postgres.ClaimAsync(create.Id))!.Key;
        if (status == ParseStatus.Completed) await postgres.EndAsync(key, Outcomes.Completed);
        if (status == ParseStatus.Failed) await postgres.EndAsync(key, Outcomes.Failed);
        return create;
    }

    private Task<long> CountAsync(params NewParse[] creates) => postgres.Database.ScalarAsync<long>(
        "select count(*) from parseworker.unanswered_creates where parse_id = any ($1)",
            (object)creates.Select(create => create.Id.ToString()).ToArray());

    private Task<int> AgeAsync(NewParse create, string age) => postgres.Database.ExecuteAsync(
        $"update parseworker.unanswered_creates set created_at = now() - interval '{age}' where parse_id = $1", create.Id.ToString());

    [Fact]
    public async Task Create_WhileItsClientStillWaits_IsAnotherRequest()
    {
        var create = await UnansweredAsync(ParseStatus.Pending);
        await using (await LiveAsync(create))
        {
            Assert.IsType<CreateResult.Created>(await postgres.Store.CreateAsync(PostgresFixture.Again(create), CancellationToken.None));
        }
    }

    [Fact]
    public async Task Create_WhoseClientWentAway_IsJoinedOnceByARetryThatWaitsItself()
    {
        var create = await UnansweredAsync(ParseStatus.Pending);
        await using (await LiveAsync(create))
        {
            await postgres.Store.AbandonCreateAsync(create.Id, CancellationToken.None);

            var retry = await postgres.Store.CreateAsync(PostgresFixture.Again(create), CancellationToken.None);
            var another = await postgres.Store.CreateAsync(PostgresFixture.Again(create), CancellationToken.None);

            Assert.Equal(create.Id, Assert.IsType<CreateResult.Joined>(retry).Parse.Id);
            Assert.IsType<CreateResult.Created>(another);
        }
    }

    [Fact]
    public async Task Create_WhoseProcessDied_IsJoined()
    {
        var create = await UnansweredAsync(ParseStatus.Pending);
        await (await LiveAsync(create)).DisposeAsync();

        // A session that ends takes a moment to let go of its locks. Those of other databases are others'.
        await Eventually.BecomesAsync(
            () => postgres.Database.ScalarAsync<long>("""
                select count(*) from pg_locks
                where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
                """),
            locks => locks == 0);
        Assert.IsType<CreateResult.Joined>(await postgres.Store.CreateAsync(PostgresFixture.Again(create), CancellationToken.None));
    }

    /// <summary>Holds the lock of the process that took the create in, as that process does while it lives.</summary>
    private async Task<NpgsqlConnection> LiveAsync(NewParse create)
    {
        var process = await postgres.Database.ScalarAsync<long>(
            "select process from parseworker.unanswered_creates where parse_id = $1", create.Id.ToString());
        var unpooled = new NpgsqlConnectionStringBuilder(postgres.Database.ConnectionString) { Pooling = false };
        var connection = new NpgsqlConnection(unpooled.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var take = new NpgsqlCommand("select pg_advisory_lock($1)", connection) { Parameters = { new() { Value = process } } };
        await take.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
