using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Races;

/// <summary>The interleavings that need luck to meet, each made on purpose.</summary>
public sealed class HeldRowTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string HandBack = """
        update parseworker.parses set status = 'queued', queued_at = now(), lease_expires_at = null, event_count = event_count + 1
        where id = @id
        """;

    private const string Regrant = """
        update parseworker.parses
        set status = 'in_progress', attempt = attempt + 1, owner = 'another', lease_expires_at = now() + interval '5 minutes'
        where id = @id
        """;

    [Fact]
    public async Task WritePages_BehindAnUncommittedEnding_WritesNothing()
    {
        var key = await postgres.Parses.InProgressAsync();
        await using var held = await HeldRow.OpenAsync(postgres);
        await held.RunAsync(Sql.Complete, Parameters(key));

        Assert.False(await held.CommitInFrontOfAsync(postgres.WriteAsync(key, 1, 1)));
        Assert.Empty(await postgres.ReadPagesAsync(key.Id));
    }

    [Fact]
    public async Task WritePages_BehindAnUncommittedRegrant_WritesNothing()
    {
        var key = await postgres.Parses.InProgressAsync();
        await using var held = await HeldRow.OpenAsync(postgres);
        await held.RunAsync(Regrant, Parameters(key));

        Assert.False(await held.CommitInFrontOfAsync(postgres.WriteAsync(key, 1, 1)));
        Assert.Empty(await postgres.ReadPagesAsync(key.Id));
        Assert.True(await postgres.WriteAsync(key with { Attempt = 2 }, 1, 1));
    }

    [Fact]
    public async Task RequestCancel_BehindAnUncommittedEnding_SaysTerminalAndShowsIt()
    {
        var key = await postgres.Parses.InProgressAsync();
        await using var held = await HeldRow.OpenAsync(postgres);
        await held.RunAsync(Sql.Complete, Parameters(key));

        var result = await held.CommitInFrontOfAsync(postgres.CancelAsync(key.Id));

        // From the statement's own snapshot it would be "already requested", with a record that is in progress.
        Assert.Equal(CancelOutcome.AlreadyTerminal, result!.Outcome);
        Assert.Equal(ParseStatus.Completed, result.Parse.Status);
    }

    [Fact]
    public async Task RequestCancel_BehindAnUncommittedCancel_IsNotTheFirst()
    {
        var key = await postgres.Parses.InProgressAsync();
        await using var held = await HeldRow.OpenAsync(postgres);
        await held.RunAsync(Sql.RequestCancel, Parameters(key, requestedBy: "first"));

        var result = await held.CommitInFrontOfAsync(postgres.CancelAsync(key.Id, "second"));

        Assert.Equal(CancelOutcome.AlreadyRequested, result!.Outcome);
        Assert.Equal("first", result.Parse.Cancellation!.RequestedBy);
    }

    [Theory, InlineData("complete"), InlineData("fail"), InlineData("hand back"), InlineData("retry")]
    public async Task EndAttempt_BehindAnUncommittedCancel_EndsCancelled(string ending)
    {
        var key = await postgres.Parses.InProgressAsync();
        await using var held = await HeldRow.OpenAsync(postgres);
        await held.RunAsync(Sql.RequestCancel, Parameters(key, requestedBy: "first"));

        Assert.Equal(ParseStatus.Cancelled, await held.CommitInFrontOfAsync(postgres.EndAsync(key, Outcomes.Of(ending))));
        Assert.Null((await postgres.FindAsync(key.Id)).Error);
    }

    [Fact]
    public async Task Claim_BehindAnUncommittedClaim_IsNotGranted()
    {
        var id = await postgres.Parses.QueuedAsync();
        await using var held = await HeldRow.OpenAsync(postgres);
        await held.RunAsync(Regrant, Parameters(new AttemptKey(id, 0)));

        Assert.Null(await held.CommitInFrontOfAsync(postgres.ClaimAsync(id)));
    }

    [Fact]
    public async Task Claim_BehindAnotherEnginesWholeAttempt_KeepsNoPageOfIt()
    {
        var id = await postgres.Parses.QueuedAsync();
        var parameters = Parameters(new AttemptKey(id, 1));
        await using var held = await HeldRow.OpenAsync(postgres);
        await held.RunAsync(Regrant, parameters);
        await held.RunAsync("insert into parseworker.parse_pages (parse_id, number, text) values (@id, 1, 'of another engine')",
            parameters);
        await held.RunAsync("update parseworker.parses set engine_fingerprint = 'another', pages_done = 1 where id = @id", parameters);
        await held.RunAsync(HandBack, parameters);

        await held.CommitInFrontOfAsync(postgres.ClaimAsync(id));
        var key = new AttemptKey(id, (await postgres.FindAsync(id)).Attempt);
        if (key.Attempt == 1) key = (await postgres.ClaimAsync(id))!.Key;

        Assert.Empty(await postgres.ReadPagesAsync(id));
        Assert.True(await postgres.WriteAsync(key, 1, 1));
    }

    [Fact]
    public async Task TakeBack_OfAHeldRow_GoesOnWithTheOthers()
    {
        var keys = await postgres.ManyInProgressAsync(2, -TestParses.Lease);
        await using var held = await HeldRow.LockAsync(postgres, keys[0].Id);

        var taken = await postgres.TakeBackAsync().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal(keys[1].Id, Assert.Single(taken).Parse.Id);
    }

    [Fact]
    public async Task TakeBack_BehindAnUncommittedRenewal_LeavesTheAttemptAlone()
    {
        var key = Assert.Single(await postgres.ManyInProgressAsync(1, -TestParses.Lease));
        await using var held = await HeldRow.OpenAsync(postgres);
        await held.RunAsync("update parseworker.parses set lease_expires_at = now() + interval '5 minutes' where id = @id",
            Parameters(key));

        var taken = await held.CommitInFrontOfAsync(postgres.TakeBackAsync());

        Assert.DoesNotContain(taken, t => t.Parse.Id == key.Id);
        Assert.Equal(ParseStatus.InProgress, (await postgres.FindAsync(key.Id)).Status);
    }

    [Fact]
    public async Task FindWithoutJob_OfAHeldRow_GoesOnWithTheOthers()
    {
        var ids = await postgres.ManyQueuedAsync(2);
        await postgres.Database.ExecuteAsync(
            "update parseworker.parses set queued_at = now() - interval '1 minute' where status = 'queued'");
        await using var held = await HeldRow.LockAsync(postgres, ids[0]);

        var found = await postgres.Recovery.FindWithoutJobAsync(100, CancellationToken.None)
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Contains(found, parse => parse.Id == ids[1]);
        Assert.DoesNotContain(found, parse => parse.Id == ids[0]);
    }

    [Fact]
    public async Task Admit_BehindAnUncommittedAdmission_AdmitsNoMoreThanTheRoom()
    {
        await postgres.ManyPendingAsync(4, "admission");
        var parameters = new { environment = "admission", liveFor = TimeSpan.FromSeconds(16) };
        await using var held = await HeldRow.OpenAsync(postgres);
        await held.RunAsync(Sql.LockAdmission, parameters);
        await held.RunAsync(Sql.Admit, parameters);
        await held.RunAsync(Sql.PutFirst, parameters);

        Assert.Empty(await held.CommitInFrontOfAsync(postgres.Store.AdmitAsync("admission", CancellationToken.None)));
    }

    private static object Parameters(AttemptKey key, string requestedBy = "tester") => new
    {
        id = key.Id.ToString(),
        attempt = key.Attempt,
        environment = TestParses.Environment,
        requestedBy,
        pageCount = 1,
        credits = 1m,
    };
}
