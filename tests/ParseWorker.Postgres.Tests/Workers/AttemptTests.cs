using Npgsql;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Workers;

/// <summary>Claims, hand backs and retries.</summary>
public sealed class AttemptTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Claim_OfAFreshParse_TellsWhatToDo()
    {
        var settings = new ParseSettings
        {
            Model = "retab-large",
            TableFormat = TableFormat.Yaml,
            ImageResolutionDpi = 96,
            Instructions = "Keep footnotes.",
        };
        var create = await postgres.Parses.NewAsync() with { Settings = settings };
        await postgres.Store.CreateAsync(create, CancellationToken.None);

        var attempt = await postgres.ClaimAsync(create.Id);

        Assert.Equal(new AttemptKey(create.Id, 1), attempt!.Key);
        Assert.Equal((create.File, create.Environment), (attempt.File, attempt.Environment));
        Assert.Equal((settings, 0), (attempt.Settings, attempt.PagesDone));
        Assert.Equal(create.Sha256.ToArray(), attempt.Sha256.ToArray());
    }

    [Fact]
    public async Task Claim_OfARunningParse_IsNotGranted()
    {
        var key = await postgres.Parses.InProgressAsync();

        Assert.Null(await postgres.ClaimAsync(key.Id));
        Assert.Null(await postgres.ClaimAsync(ParseId.New(TimeProvider.System.GetUtcNow())));
        Assert.Equal(1, (await postgres.FindAsync(key.Id)).Attempt);
    }

    [Fact]
    public async Task HandBack_AsOftenAsItHappens_SpendsNothing()
    {
        var key = await postgres.Parses.InProgressAsync();
        var started = (await postgres.FindAsync(key.Id)).StartedAt;
        for (var drain = 1; drain <= AttemptLimits.MaxAttempts + 2; drain++)
        {
            Assert.Equal(ParseStatus.Queued, await postgres.EndAsync(key, Outcomes.HandedBack));
            key = (await postgres.ClaimAsync(key.Id))!.Key;
            Assert.Equal(drain + 1, key.Attempt);
        }

        var parse = await postgres.FindAsync(key.Id);
        Assert.Equal((0, started), (parse.AttemptsSpent, parse.StartedAt));
    }

    [Fact]
    public async Task EndAttempt_OfAnEarlierAttempt_ChangesNothing()
    {
        var stale = await postgres.Parses.InProgressAsync();
        await postgres.EndAsync(stale, Outcomes.HandedBack);
        await postgres.ClaimAsync(stale.Id);
        await postgres.CancelAsync(stale.Id);
        var before = await postgres.FindAsync(stale.Id);

        foreach (var outcome in new[] { Outcomes.Completed, Outcomes.Failed, Outcomes.HandedBack, Outcomes.Retried, Outcomes.Cancelled })
            Assert.Null(await postgres.EndAsync(stale, outcome));

        Assert.Equal(before, await postgres.FindAsync(stale.Id));
    }

    [Fact]
    public async Task EndAttempt_Completed_StoresPageCountAndCredits()
    {
        var key = await postgres.Parses.InProgressAsync();

        await postgres.EndAsync(key, new ParseOutcome.Completed(7, 1.4m));

        var parse = await postgres.FindAsync(key.Id);
        Assert.Equal((7, 1.4m, null), (parse.PageCount, parse.Credits, parse.Error));
        Assert.NotNull(parse.FinishedAt);
    }

    [Fact]
    public async Task EndAttempt_Failed_StoresTheError()
    {
        var key = await postgres.Parses.InProgressAsync();
        var error = new ParseError("document_corrupt", "The document is damaged.", new Dictionary<string, string> { ["page"] = "3" });

        await postgres.EndAsync(key, new ParseOutcome.Failed(error));

        var stored = (await postgres.FindAsync(key.Id)).Error!;
        Assert.Equal((error.Code, error.Message), (stored.Code, stored.Message));
        Assert.Equal(error.Details, stored.Details);
    }

    [Fact]
    public async Task Retry_UntilAttemptsAreSpent_WaitsFiveTimesLongerEachTimeAndFails()
    {
        var key = await postgres.Parses.InProgressAsync();
        foreach (var wait in new[] { 1.0, 5.0 })
        {
            Assert.Equal(ParseStatus.Queued, await postgres.EndAsync(key, Outcomes.Retried));
            Assert.Equal(wait, await WaitOfAsync(key.Id), precision: 3);

            Assert.Null(await postgres.ClaimAsync(key.Id));
            await postgres.Database.ExecuteAsync("update parseworker.parses set run_after = now() where id = $1", key.Id.ToString());
            key = (await postgres.ClaimAsync(key.Id))!.Key;
        }

        Assert.Equal(ParseStatus.Failed, await postgres.EndAsync(key, Outcomes.Retried));
        var parse = await postgres.FindAsync(key.Id);
        Assert.Equal((ParseErrorCodes.EngineCrashed, 3), (parse.Error!.Code, parse.AttemptsSpent));
        Assert.EndsWith(" Before that: attempt 1 engine_crashed, attempt 2 engine_crashed.", parse.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandBack_FaultOfTheMachineAgainAndAgain_WaitsTwiceAsLongUnspent()
    {
        var key = await postgres.Parses.InProgressAsync();
        List<double> waits = [];
        for (var i = 0; i < 8; i++)
        {
            Assert.Equal(ParseStatus.Queued, await postgres.EndAsync(key, new ParseOutcome.HandedBack(HandBackCause.HostNotStarted)));
            waits.Add(Math.Round(await WaitOfAsync(key.Id), 3));
            Assert.Null(await postgres.ClaimAsync(key.Id));
            await postgres.Database.ExecuteAsync("update parseworker.parses set run_after = now() where id = $1", key.Id.ToString());
            key = (await postgres.ClaimAsync(key.Id))!.Key;
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 64], waits);
        Assert.Equal(0, (await postgres.FindAsync(key.Id)).AttemptsSpent);
    }

    [Fact]
    public async Task Claim_WithTheSameEngine_KeepsPages()
    {
        var key = await postgres.Parses.InProgressAsync();
        await postgres.WriteAsync(key, 1, 3);
        await postgres.EndAsync(key, Outcomes.HandedBack);

        Assert.Equal(3, (await postgres.ClaimAsync(key.Id))!.PagesDone);
        Assert.Equal(3, (await postgres.ReadPagesAsync(key.Id)).Count);
    }

    [Fact]
    public async Task Claim_WithAnotherEngine_DropsPages()
    {
        var key = await postgres.Parses.InProgressAsync();
        var other = await postgres.Parses.InProgressAsync();
        await postgres.WriteAsync(key, 1, 3);
        await postgres.WriteAsync(other, 1, 1);
        await postgres.EndAsync(key, Outcomes.HandedBack);
        await postgres.Database.ExecuteAsync(
            "update parseworker.parses set engine_fingerprint = 'parseworker/0/retab-small' where id = $1", key.Id.ToString());

        var next = await postgres.ClaimAsync(key.Id);

        Assert.Equal(0, next!.PagesDone);
        Assert.Equal(0, (await postgres.FindAsync(key.Id)).PagesDone);
        Assert.Empty(await postgres.ReadPagesAsync(key.Id));
        Assert.Single(await postgres.ReadPagesAsync(other.Id));
        Assert.True(await postgres.WriteAsync(next.Key, 1, 2));
    }

    [Fact]
    public async Task RecordJob_AfterTheClaim_IsKeptAndLaterIsNot()
    {
        var id = await postgres.Parses.QueuedAsync();
        var queued = new QueuedParse(id, 0, TestParses.Environment);
        await postgres.ClaimAsync(id);
        await postgres.Store.RecordJobAsync(queued, "11", CancellationToken.None);
        Assert.Equal("11", (await postgres.FindAsync(id)).JobId);

        await postgres.EndAsync(new AttemptKey(id, 1), Outcomes.HandedBack);
        await postgres.Store.RecordJobAsync(queued, "12", CancellationToken.None);
        Assert.Null((await postgres.FindAsync(id)).JobId);
    }

    [Fact]
    public async Task RecordJob_ParseIsClaimedOrNot_WakesIdleWorkersOnlyForOneThatIsNot()
    {
        var (claimed, waiting) = (await postgres.Parses.QueuedAsync(), await postgres.Parses.QueuedAsync());
        await postgres.ClaimAsync(claimed);
        await using var session = new NpgsqlConnection(postgres.Database.ConnectionString);
        await session.OpenAsync(TestContext.Current.CancellationToken);
        var heard = new List<string>();
        session.Notification += (_, notification) => heard.Add(notification.Payload);
        await using var listen = new NpgsqlCommand("listen parse_enqueued", session);
        await listen.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        foreach (var id in (ParseId[])[claimed, waiting])
            await postgres.Store.RecordJobAsync(new QueuedParse(id, 0, TestParses.Environment), "11", CancellationToken.None);

        while (heard.Count == 0) await session.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal([waiting.ToString()], heard);
    }

    private Task<double> WaitOfAsync(ParseId id) => postgres.Database.ScalarAsync<double>(
        "select extract(epoch from run_after - updated_at)::float8 from parseworker.parses where id = $1", id.ToString());
}
