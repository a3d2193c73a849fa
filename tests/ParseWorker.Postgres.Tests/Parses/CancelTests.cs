using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Postgres.Tests.Parses;

public sealed class CancelTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Theory, InlineData(ParseStatus.Pending), InlineData(ParseStatus.Queued)]
    public async Task RequestCancel_BeforeAnyAttempt_EndsItAndNoClaimSucceeds(ParseStatus from)
    {
        var key = await postgres.InStatusAsync(from);

        var result = await postgres.CancelAsync(key.Id, "ann");

        Assert.Equal(CancelOutcome.Accepted, result!.Outcome);
        Assert.Equal((ParseStatus.Cancelled, 0, null), (result.Parse.Status, result.Parse.Attempt, result.Parse.Owner));
        var cancellation = result.Parse.Cancellation!;
        Assert.Equal(("ann", false), (cancellation.RequestedBy, cancellation.Forced));
        Assert.Equal(result.Parse.FinishedAt, cancellation.RequestedAt);
        Assert.Equal(cancellation.RequestedAt, cancellation.AcknowledgedAt);
        Assert.Null(await postgres.ClaimAsync(key.Id));
        Assert.Equal(result.Parse, await postgres.FindAsync(key.Id));
        Assert.EndsWith("cancel_requested cancelled", await postgres.ReadKindsAsync(key.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestCancel_InProgress_OnlySetsTheFlag()
    {
        var key = await postgres.Parses.InProgressAsync();
        var before = await postgres.FindAsync(key.Id);

        var result = await postgres.CancelAsync(key.Id, "ann");

        Assert.Equal(CancelOutcome.Accepted, result!.Outcome);
        Assert.Null(result.Parse.Cancellation!.AcknowledgedAt);
        Assert.True(result.Parse.UpdatedAt > before.UpdatedAt);
        Assert.Equal(
            before with { EventCount = before.EventCount + 1 },
            result.Parse with { Cancellation = null, UpdatedAt = before.UpdatedAt });
        Assert.Equal("created claimed cancel_requested", await postgres.ReadKindsAsync(key.Id));
    }

    [Fact]
    public async Task RequestCancel_Again_KeepsTheFirst()
    {
        var key = await postgres.Parses.InProgressAsync();
        var first = await postgres.CancelAsync(key.Id, "ann");

        var second = await postgres.CancelAsync(key.Id, "bob");

        Assert.Equal(CancelOutcome.AlreadyRequested, second!.Outcome);
        Assert.Equal(first!.Parse, second.Parse);
    }

    [Theory, InlineData(ParseStatus.Completed), InlineData(ParseStatus.Failed), InlineData(ParseStatus.Cancelled)]
    public async Task RequestCancel_AfterTheEnd_ShowsTheRecordUnchanged(ParseStatus ended)
    {
        var key = await postgres.InStatusAsync(ended);
        var before = await postgres.FindAsync(key.Id);
        var kinds = await postgres.ReadKindsAsync(key.Id);

        var result = await postgres.CancelAsync(key.Id, "late");

        Assert.Equal(CancelOutcome.AlreadyTerminal, result!.Outcome);
        Assert.Equal(before, result.Parse);
        Assert.Equal(kinds, await postgres.ReadKindsAsync(key.Id));
    }

    [Fact]
    public async Task RequestCancel_OfAnUnknownOrForeignParse_FindsNothing()
    {
        var key = await postgres.Parses.InProgressAsync();

        Assert.Null(await postgres.CancelAsync(ParseId.New(TimeProvider.System.GetUtcNow())));
        Assert.Null(await postgres.Store.RequestCancelAsync("another", key.Id, "ann", CancellationToken.None));
        Assert.Null((await postgres.FindAsync(key.Id)).Cancellation);
    }

    [Fact]
    public async Task AcknowledgeCancel_OfARequest_IsKeptOnce()
    {
        var key = await postgres.Parses.InProgressAsync();
        await postgres.Store.AcknowledgeCancelAsync(key, CancellationToken.None);
        Assert.Null((await postgres.FindAsync(key.Id)).Cancellation);

        await postgres.CancelAsync(key.Id);
        await postgres.Store.AcknowledgeCancelAsync(key with { Attempt = 2 }, CancellationToken.None);
        Assert.Null((await postgres.FindAsync(key.Id)).Cancellation!.AcknowledgedAt);

        await postgres.Store.AcknowledgeCancelAsync(key, CancellationToken.None);
        var acknowledged = (await postgres.FindAsync(key.Id)).Cancellation;
        Assert.NotNull(acknowledged!.AcknowledgedAt);
        await postgres.Store.AcknowledgeCancelAsync(key, CancellationToken.None);
        await postgres.EndAsync(key, Outcomes.Completed);

        Assert.Equal(acknowledged, (await postgres.FindAsync(key.Id)).Cancellation);
        Assert.Equal("created claimed cancel_requested cancel_observed cancelled", await postgres.ReadKindsAsync(key.Id));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task EndAttempt_CancelledAfterARequest_TellsWhetherItWasForced(bool forced)
    {
        var key = await postgres.Parses.InProgressAsync();
        await postgres.CancelAsync(key.Id);

        Assert.Equal(ParseStatus.Cancelled, await postgres.EndAsync(key, new ParseOutcome.Cancelled(forced)));

        var parse = await postgres.FindAsync(key.Id);
        Assert.Equal(forced, parse.Cancellation!.Forced);
        Assert.Equal(parse.FinishedAt, parse.Cancellation.AcknowledgedAt);
        Assert.Null(parse.LeaseExpiresAt);
    }

    [Fact]
    public async Task EndAttempt_FailedAfterARequest_DropsTheError()
    {
        var failed = await postgres.Parses.InProgressAsync();
        await postgres.CancelAsync(failed.Id);
        await postgres.EndAsync(failed, Outcomes.Failed);
        var retried = await postgres.Parses.InProgressAsync();
        await postgres.CancelAsync(retried.Id);
        await postgres.EndAsync(retried, Outcomes.Retried);

        foreach (var id in new[] { failed.Id, retried.Id })
        {
            var parse = await postgres.FindAsync(id);
            Assert.Equal((ParseStatus.Cancelled, null, null), (parse.Status, parse.Error, parse.Credits));
            var ending = (await postgres.ReadEventsAsync(id))[^1];
            Assert.Equal(("cancelled", null), (ending.Kind.ToWire(), ending.Detail));
        }
    }

    [Theory]
    [InlineData(ParseStatus.Pending, "parse_ended")]
    [InlineData(ParseStatus.Queued, "parse_ended")]
    [InlineData(ParseStatus.InProgress, "parse_cancel_requested")]
    public async Task RequestCancel_Accepted_NotifiesWhoeverWaits(ParseStatus from, string channel)
    {
        var key = await postgres.InStatusAsync(from);
        await using var listener = await postgres.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var heard = new List<string>();
        listener.Notification += (_, notification) => heard.Add(notification.Payload);
        await using (var listen = listener.CreateCommand())
        {
            listen.CommandText = $"listen {channel}";
            await listen.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await postgres.CancelAsync(key.Id);

        Assert.True(await listener.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        Assert.Equal([key.Id.ToString()], heard);
    }
}
