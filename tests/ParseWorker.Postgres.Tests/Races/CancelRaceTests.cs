using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Postgres.Tests.Races;

/// <summary>A cancel against everything that may happen at the same moment.</summary>
[Trait("Needs", "Time")]
public sealed class CancelRaceTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    public static TheoryData<string> Endings => ["complete", "fail", "hand back", "retry", "take back"];

    [Theory, MemberData(nameof(Endings))]
    public async Task RequestCancel_AgainstTheEndOfAnAttempt_IsAcceptedAndKeptOrTooLate(string ending)
    {
        foreach (var key in await postgres.ManyInProgressAsync(Race.Rounds))
        {
            if (ending == "take back") await postgres.ExpireLeaseAsync(key.Id);
            var (cancel, _) = await Race.RunAsync(() => postgres.CancelAsync(key.Id), () => EndAsync(key, ending));

            // The sweeper passed over the row while the request held it; it comes again.
            if (ending == "take back") await postgres.TakeBackAsync();
            var parse = await postgres.FindAsync(key.Id);
            Assert.Equal(cancel!.Outcome == CancelOutcome.Accepted, parse.Status == ParseStatus.Cancelled);
            if (cancel.Outcome != CancelOutcome.Accepted) Assert.Equal(CancelOutcome.AlreadyTerminal, cancel.Outcome);
            if (cancel.Outcome != CancelOutcome.Accepted) Assert.Equal(parse, cancel.Parse);
        }

        await postgres.AssertAllSoundAsync();
    }

    [Fact]
    public async Task RequestCancel_AgainstAClaim_IsAlwaysAccepted()
    {
        foreach (var id in await postgres.ManyQueuedAsync(Race.Rounds))
        {
            var (cancel, attempt) = await Race.RunAsync(() => postgres.CancelAsync(id), () => postgres.ClaimAsync(id));

            Assert.Equal(CancelOutcome.Accepted, cancel!.Outcome);
            Assert.Equal(attempt is null ? ParseStatus.Cancelled : ParseStatus.InProgress, (await postgres.FindAsync(id)).Status);
            if (attempt is not null) Assert.Equal(ParseStatus.Cancelled, await postgres.EndAsync(attempt.Key, Outcomes.Completed));
            Assert.Equal(attempt is null ? 0 : 1, (await postgres.FindAsync(id)).Attempt);
        }

        await postgres.AssertAllSoundAsync();
    }

    [Theory, InlineData(ParseStatus.Pending), InlineData(ParseStatus.Queued), InlineData(ParseStatus.InProgress)]
    public async Task RequestCancel_Twice_ExactlyOneIsAccepted(ParseStatus from)
    {
        foreach (var id in await ManyAsync(from))
        {
            var (left, right) = await Race.RunAsync(() => postgres.CancelAsync(id, "left"), () => postgres.CancelAsync(id, "right"));

            var second = from == ParseStatus.InProgress ? CancelOutcome.AlreadyRequested : CancelOutcome.AlreadyTerminal;
            Assert.Equal([CancelOutcome.Accepted, second], new[] { left!.Outcome, right!.Outcome }.Order());
            var first = left.Outcome == CancelOutcome.Accepted ? "left" : "right";
            Assert.Equal(first, (await postgres.FindAsync(id)).Cancellation!.RequestedBy);
            Assert.Equal(left.Parse, right.Parse);
        }

        await postgres.AssertAllSoundAsync();
    }

    [Fact]
    public async Task RequestCancel_AgainstTheCreate_FindsNothingOrEndsIt()
    {
        var template = await postgres.Parses.NewAsync();
        for (var round = 0; round < Race.Rounds; round++)
        {
            var create = PostgresFixture.Again(template) with { JoinUnanswered = false };
            var (cancel, _) = await Race.RunAsync(
                () => postgres.CancelAsync(create.Id), () => postgres.Store.CreateAsync(create, CancellationToken.None));

            if (cancel is not null) Assert.Equal(CancelOutcome.Accepted, cancel.Outcome);
            Assert.Equal(cancel is null ? ParseStatus.Pending : ParseStatus.Cancelled, (await postgres.FindAsync(create.Id)).Status);
        }

        await postgres.AssertAllSoundAsync();
    }

    private async Task<object?> EndAsync(AttemptKey key, string ending) => ending == "take back"
        ? await postgres.TakeBackAsync()
        : await postgres.EndAsync(key, Outcomes.Of(ending));

    private async Task<IReadOnlyList<ParseId>> ManyAsync(ParseStatus status) => status switch
    {
        ParseStatus.Pending => await postgres.ManyPendingAsync(Race.Rounds),
        ParseStatus.Queued => await postgres.ManyQueuedAsync(Race.Rounds),
        _ => [.. (await postgres.ManyInProgressAsync(Race.Rounds)).Select(key => key.Id)],
    };
}
