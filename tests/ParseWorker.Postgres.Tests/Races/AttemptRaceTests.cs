using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Races;

/// <summary>Workers and sweepers against each other.</summary>
[Trait("Needs", "Time")]
public sealed class AttemptRaceTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Claim_Twice_OneIsGranted()
    {
        foreach (var id in await postgres.ManyQueuedAsync(Race.Rounds))
        {
            var (left, right) = await Race.RunAsync(() => postgres.ClaimAsync(id, "left"), () => postgres.ClaimAsync(id, "right"));

            Assert.True(left is null != right is null, "Both or neither were granted.");
            var parse = await postgres.FindAsync(id);
            Assert.Equal((left is null ? "right" : "left", 1), (parse.Owner, parse.Attempt));
        }

        await postgres.AssertAllSoundAsync();
    }

    [Fact]
    public async Task Claim_AgainstAdmission_IsGranted()
    {
        for (var round = 0; round < Race.Rounds; round++)
        {
            var environment = $"claim-admit-{round}";
            var id = Assert.Single(await postgres.ManyPendingAsync(1, environment));
            var (attempt, _) = await Race.RunAsync(
                () => postgres.ClaimAsync(id), () => postgres.Store.AdmitAsync(environment, CancellationToken.None));

            Assert.Equal(1, attempt!.Key.Attempt);
            var parse = await postgres.Queries.FindAsync(environment, id, CancellationToken.None);
            Assert.Equal(ParseStatus.InProgress, parse!.Status);
        }

        await postgres.AssertAllSoundAsync();
    }

    [Fact]
    public async Task TakeBack_AgainstComplete_OneOfThemMovesIt()
    {
        foreach (var key in await postgres.ManyInProgressAsync(Race.Rounds))
        {
            await postgres.ExpireLeaseAsync(key.Id);
            var (taken, ended) = await Race.RunAsync(() => postgres.TakeBackAsync(), () => postgres.EndAsync(key, Outcomes.Completed));

            Assert.True(taken.Any(t => t.Parse.Id == key.Id) != (ended is not null), $"Taken back: {taken.Count}, ended: {ended}.");
            Assert.Equal(ended ?? ParseStatus.Queued, (await postgres.FindAsync(key.Id)).Status);
        }

        await postgres.AssertAllSoundAsync();
    }

    [Fact]
    public async Task TakeBack_ByTwoSweepers_TakesEachOnce()
    {
        var keys = await postgres.ManyInProgressAsync(Race.Rounds, -TestParses.Lease);
        var taken = new List<ParseId>();
        while (taken.Count < keys.Count)
        {
            var (left, right) = await Race.RunAsync(() => postgres.TakeBackAsync(limit: 5), () => postgres.TakeBackAsync(limit: 5));
            Assert.NotEmpty(left.Concat(right));
            taken.AddRange(left.Concat(right).Select(t => t.Parse.Id));
        }

        Assert.Equal(keys.Select(key => key.Id.ToString()).Order(), taken.Select(id => id.ToString()).Order());
        Assert.All(keys, key => Assert.Equal(1, postgres.FindAsync(key.Id).Result.WorkersLost));
        await postgres.AssertAllSoundAsync();
    }

    [Theory, InlineData("take back"), InlineData("complete")]
    public async Task WritePages_AgainstTheEndOfTheAttempt_AllOfThemOrNone(string ending)
    {
        foreach (var key in await postgres.ManyInProgressAsync(Race.Rounds))
        {
            if (ending == "take back") await postgres.ExpireLeaseAsync(key.Id);
            var (written, _) = await Race.RunAsync(() => postgres.WriteAsync(key, 1, 3), async () => ending == "complete"
                ? await postgres.EndAsync(key, Outcomes.Completed) is not null
                : (await postgres.TakeBackAsync()).Count > 0);

            // The sweeper passed over the row while the write held it; it comes again.
            if (ending == "take back") await postgres.TakeBackAsync();
            Assert.Equal(written ? 3 : 0, (await postgres.FindAsync(key.Id)).PagesDone);
            Assert.False(await postgres.WriteAsync(key, 4, 4));
            Assert.Equal(ending == "complete" ? ParseStatus.Completed : ParseStatus.Queued, (await postgres.FindAsync(key.Id)).Status);
        }

        await postgres.AssertAllSoundAsync();
    }

    [Fact]
    public async Task Delete_AgainstWritingPages_LeavesNothing()
    {
        foreach (var key in await postgres.ManyInProgressAsync(Race.Rounds))
        {
            var (deleted, _) = await Race.RunAsync(
                () => postgres.Store.DeleteAsync(TestParses.Environment, key.Id, CancellationToken.None),
                    () => postgres.WriteAsync(key, 1, 3));

            Assert.True(deleted);
            Assert.Empty(await postgres.ReadPagesAsync(key.Id));
            Assert.Empty(await postgres.ReadKindsAsync(key.Id));
        }
    }

    [Fact]
    public async Task Renew_AgainstCompleteOfOne_RenewsTheOthers()
    {
        var others = await postgres.ManyInProgressAsync(3);
        foreach (var key in await postgres.ManyInProgressAsync(Race.Rounds))
        {
            var (renewed, ended) = await Race.RunAsync(
                () => postgres.Attempts.RenewAsync([others[0], key, others[1], others[2]], TestParses.Lease, CancellationToken.None),
                () => postgres.EndAsync(key, Outcomes.Completed));

            Assert.Equal(ParseStatus.Completed, ended);
            Assert.Equal(3, renewed.Count(other => other != key));
        }

        await postgres.AssertAllSoundAsync();
    }
}
