using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Workers;

public sealed class LeaseTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Renew_OfOwnAttempt_ExtendsTheLeaseAndNothingElse()
    {
        var key = await postgres.Parses.InProgressAsync(lease: TimeSpan.FromSeconds(30));
        var before = await postgres.FindAsync(key.Id);

        Assert.Equal([key], await postgres.Attempts.RenewAsync([key], TimeSpan.FromMinutes(10), CancellationToken.None));

        var after = await postgres.FindAsync(key.Id);
        Assert.True(after.LeaseExpiresAt > before.LeaseExpiresAt!.Value.AddMinutes(9));
        Assert.Equal(before, after with { LeaseExpiresAt = before.LeaseExpiresAt });
    }

    [Fact]
    public async Task Renew_OfAnEarlierAttempt_ExtendsNothing()
    {
        var key = await postgres.Parses.InProgressAsync();
        await postgres.EndAsync(key, Outcomes.HandedBack);
        Assert.Empty(await postgres.Attempts.RenewAsync([key], TestParses.Lease, CancellationToken.None));

        var next = (await postgres.ClaimAsync(key.Id))!.Key;
        var before = await postgres.FindAsync(key.Id);
        Assert.Equal([next], await postgres.Attempts.RenewAsync([key, next], TestParses.Lease, CancellationToken.None));
        Assert.Empty(await postgres.Attempts.RenewAsync([key], TestParses.Lease * 2, CancellationToken.None));
        Assert.True((await postgres.FindAsync(key.Id)).LeaseExpiresAt < before.LeaseExpiresAt + TestParses.Lease);
    }

    [Theory, InlineData(ParseStatus.Completed), InlineData(ParseStatus.Failed), InlineData(ParseStatus.Cancelled)]
    public async Task Renew_OfABatchWithAnEndedParse_RenewsTheOthers(ParseStatus ended)
    {
        var over = await postgres.InStatusAsync(ended);
        var running = await postgres.Parses.InProgressAsync();
        var gone = new AttemptKey(ParseId.New(TimeProvider.System.GetUtcNow()), 1);

        Assert.Equal([running], await postgres.Attempts.RenewAsync([over, running, gone], TestParses.Lease, CancellationToken.None));
    }

    [Fact]
    public async Task ReadFlags_OfManyParses_ShowsEachAndMissesTheDeleted()
    {
        var running = await postgres.Parses.InProgressAsync();
        var asked = await postgres.Parses.InProgressAsync();
        await postgres.CancelAsync(asked.Id);
        var deleted = await postgres.Parses.InProgressAsync();
        await postgres.Store.DeleteAsync(TestParses.Environment, deleted.Id, CancellationToken.None);

        var flags = await postgres.Attempts.ReadFlagsAsync([running.Id, asked.Id, deleted.Id], CancellationToken.None);

        Assert.Equal(2, flags.Count);
        Assert.False(flags.Single(f => f.Id == running.Id).CancelRequested);
        var seen = flags.Single(f => f.Id == asked.Id);
        Assert.Equal((ParseStatus.InProgress, 1, true), (seen.Status, seen.Attempt, seen.CancelRequested));
    }

    [Fact]
    public async Task TakeBack_OfALiveLease_TakesNothing()
    {
        var key = await postgres.Parses.InProgressAsync();

        Assert.DoesNotContain(await postgres.TakeBackAsync(), taken => taken.Parse.Id == key.Id);
    }

    [Fact]
    public async Task TakeBack_RightAfterADatabaseStart_TakesNothing()
    {
        var key = await postgres.Parses.InProgressAsync();
        await postgres.ExpireLeaseAsync(key.Id);

        // A lease longer than the server is up: nobody could have renewed it for the whole of it.
        Assert.Empty(await postgres.Recovery.TakeBackExpiredAsync(TimeSpan.FromDays(3650), 100, CancellationToken.None));
        Assert.Equal(ParseStatus.InProgress, (await postgres.FindAsync(key.Id)).Status);
    }

    [Fact]
    public async Task TakeBack_OfAnExpiredLease_ResumesItWithItsPages()
    {
        var key = await postgres.Parses.InProgressAsync();
        await postgres.WriteAsync(key, 1, 2);
        await postgres.ExpireLeaseAsync(key.Id);

        var taken = Assert.Single(await postgres.TakeBackAsync(), t => t.Parse.Id == key.Id);

        Assert.Equal((ParseStatus.Queued, 1, TestParses.Environment), (taken.Status, taken.Parse.Attempt, taken.Parse.Environment));
        var parse = await postgres.FindAsync(key.Id);
        Assert.Equal((1, 0, 1, 2, null),
            (parse.Attempt, parse.AttemptsSpent, parse.WorkersLost, parse.PagesDone, parse.LeaseExpiresAt));
        Assert.Equal(2, (await postgres.ClaimAsync(key.Id))!.PagesDone);
    }

    [Fact]
    public async Task TakeBack_OfACancelledAttempt_EndsItCancelled()
    {
        var key = await postgres.Parses.InProgressAsync();
        await postgres.CancelAsync(key.Id);
        await postgres.ExpireLeaseAsync(key.Id);

        Assert.Equal(ParseStatus.Cancelled, Assert.Single(await postgres.TakeBackAsync(), t => t.Parse.Id == key.Id).Status);
        Assert.NotNull((await postgres.FindAsync(key.Id)).Cancellation!.AcknowledgedAt);
    }

    [Fact]
    public async Task TakeBack_OfTheThirdAttempt_FailsItAsWorkerLost()
    {
        var key = await postgres.Parses.InProgressAsync();
        for (var attempt = 1; attempt <= AttemptLimits.MaxLostWorkers; attempt++)
        {
            if (attempt > 1) Assert.Equal(attempt, (await postgres.ClaimAsync(key.Id))!.Key.Attempt);
            await postgres.ExpireLeaseAsync(key.Id);
            await postgres.TakeBackAsync();
        }

        var parse = await postgres.FindAsync(key.Id);
        Assert.Equal((ParseStatus.Failed, ParseErrorCodes.WorkerLost), (parse.Status, parse.Error!.Code));
        Assert.EndsWith(" Before that: attempt 1 worker_lost, attempt 2 worker_lost.", parse.Error.Message, StringComparison.Ordinal);
        Assert.Equal((AttemptLimits.MaxLostWorkers, 0, AttemptLimits.MaxLostWorkers),
            (parse.Attempt, parse.AttemptsSpent, parse.WorkersLost));
        Assert.Null(await postgres.ClaimAsync(key.Id));
    }

    // The machine's fault is not the document's: neither count ends what the other has begun.
    [Fact]
    public async Task TakeBack_AfterTwoCrashes_GoesOnAndSpendsNothing()
    {
        var key = await postgres.Parses.InProgressAsync();
        await postgres.Database.ExecuteAsync("update parseworker.parses set attempts_spent = 2 where id = $1", key.Id.ToString());
        await postgres.ExpireLeaseAsync(key.Id);

        Assert.Equal(ParseStatus.Queued, Assert.Single(await postgres.TakeBackAsync(), t => t.Parse.Id == key.Id).Status);
        var parse = await postgres.FindAsync(key.Id);
        Assert.Equal((2, 1), (parse.AttemptsSpent, parse.WorkersLost));
    }

    [Fact]
    public async Task Retry_AfterTwoLostWorkers_HasAllItsAttempts()
    {
        var key = await postgres.Parses.InProgressAsync();
        await postgres.Database.ExecuteAsync("update parseworker.parses set workers_lost = 2 where id = $1", key.Id.ToString());

        await postgres.EndAsync(key, Outcomes.Retried);

        var parse = await postgres.FindAsync(key.Id);
        Assert.Equal((ParseStatus.Queued, 1, 2), (parse.Status, parse.AttemptsSpent, parse.WorkersLost));
    }

    [Fact]
    public async Task TakeBack_OfACancelledThirdAttempt_EndsItCancelled()
    {
        var key = await postgres.Parses.InProgressAsync();
        await postgres.Database.ExecuteAsync("update parseworker.parses set workers_lost = 2 where id = $1", key.Id.ToString());
        await postgres.CancelAsync(key.Id);
        await postgres.ExpireLeaseAsync(key.Id);

        Assert.Equal(ParseStatus.Cancelled, Assert.Single(await postgres.TakeBackAsync(), t => t.Parse.Id == key.Id).Status);
    }

    [Fact]
    public async Task TakeBack_OfMoreThanTheLimit_TakesTheLongestExpired()
    {
        var keys = await postgres.ManyInProgressAsync(3, -TestParses.Lease);
        await postgres.Database.ExecuteAsync(
            "update parseworker.parses set lease_expires_at = now() - interval '1 day' where id = $1", keys[2].Id.ToString());

        Assert.Equal(keys[2].Id, Assert.Single(await postgres.TakeBackAsync(limit: 1)).Parse.Id);
        Assert.Equal(2, (await postgres.TakeBackAsync(limit: 2)).Count);
    }
}
