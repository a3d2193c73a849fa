using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;

namespace ParseWorker.Postgres.Tests.Workers;

/// <summary>A queue deadline ends what nobody has started, and nothing else; a time limit is told to whoever starts it.</summary>
public sealed class DeadlineTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Expire_PendingOrQueuedPastTheirDeadline_EndFailedWithACode()
    {
        var pending = await CreateAsync(expiresAfter: Minute);
        var queued = await CreateAsync(expiresAfter: Minute);
        await postgres.Database.ExecuteAsync(
            "update parseworker.parses set status = 'queued', queued_at = now() where id = $1", queued.ToString());
        await PassDeadlineAsync(pending);
        await PassDeadlineAsync(queued);

        var ended = await ExpireAsync();

        Assert.Equal([pending, queued], ended.OrderBy(id => id == queued));
        foreach (var id in ended)
        {
            var parse = await postgres.FindAsync(id);
            Assert.Equal((ParseStatus.Failed, ParseErrorCodes.QueueExpired), (parse.Status, parse.Error?.Code));
            Assert.NotNull(parse.FinishedAt);
        }

        Assert.Equal("created failed", await postgres.ReadKindsAsync(pending));
        Assert.Null(await postgres.ClaimAsync(pending));
        Assert.Empty(await ExpireAsync());
    }

    [Fact]
    public async Task Expire_BeforeTheDeadlineOrWithoutOne_EndsNothing()
    {
        await CreateAsync(expiresAfter: Minute);
        await CreateAsync();

        Assert.Empty(await ExpireAsync());
    }

    [Fact]
    public async Task Expire_StartedOnce_EndsNothing()
    {
        var running = await CreateAsync(expiresAfter: Minute);
        var back = await CreateAsync(expiresAfter: Minute);
        await postgres.ClaimAsync(running);
        var attempt = await postgres.ClaimAsync(back);
        await postgres.EndAsync(attempt!.Key, Outcomes.HandedBack);
        await PassDeadlineAsync(running);
        await PassDeadlineAsync(back);

        Assert.Empty(await ExpireAsync());
        Assert.NotNull(await postgres.ClaimAsync(back));
    }

    [Fact]
    public async Task Claim_AfterTheDeadline_StartsNothing()
    {
        var id = await CreateAsync(expiresAfter: Minute);
        await PassDeadlineAsync(id);

        Assert.Null(await postgres.ClaimAsync(id));
        Assert.Equal(ParseStatus.Pending, (await postgres.FindAsync(id)).Status);
        Assert.Equal([id], await ExpireAsync());
    }

    [Fact]
    public async Task Cancel_BeforeTheDeadline_StaysCancelled()
    {
        var id = await CreateAsync(expiresAfter: Minute);
        await postgres.CancelAsync(id);

        Assert.Empty(await ExpireAsync());
        Assert.Equal(ParseStatus.Cancelled, (await postgres.FindAsync(id)).Status);
    }

    [Fact]
    public async Task Claim_WithATimeLimit_SaysWhatIsLeftSinceTheFirstStart()
    {
        var id = await CreateAsync(timeLimit: TimeSpan.FromMinutes(10));
        var first = await postgres.ClaimAsync(id, "first");
        await postgres.EndAsync(first!.Key, Outcomes.HandedBack);
        await postgres.Database.ExecuteAsync(
            "update parseworker.parses set started_at = started_at - interval '7 minutes' where id = $1", id.ToString());

        var second = await postgres.ClaimAsync(id, "second");
        var again = await postgres.Store.FindGrantedAsync(id, "second", CancellationToken.None);

        Assert.Equal(TimeSpan.FromMinutes(10), first.TimeLeft);
        Assert.InRange(second!.TimeLeft!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(3));
        Assert.InRange(again!.TimeLeft!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(3));
        Assert.Null((await postgres.ClaimAsync(await CreateAsync()))!.TimeLeft);
    }

    [Fact]
    public async Task Create_WithBoth_IsRecordedByTheDatabasesClock()
    {
        var parse = await postgres.FindAsync(await CreateAsync(Minute, TimeSpan.FromSeconds(90)));

        Assert.Equal(parse.CreatedAt + Minute, parse.ExpiresAt);
        Assert.Equal(TimeSpan.FromSeconds(90), parse.TimeLimit);
    }

    private async Task<ParseId> CreateAsync(TimeSpan? expiresAfter = null, TimeSpan? timeLimit = null)
    {
        var create = await postgres.Parses.NewAsync() with { ExpiresAfter = expiresAfter, TimeLimit = timeLimit };
        await postgres.Store.CreateAsync(create, CancellationToken.None);
        return create.Id;
    }

    private Task<int> PassDeadlineAsync(ParseId id) => postgres.Database.ExecuteAsync(
        "update parseworker.parses set expires_at = now() - interval '1 second' where id = $1", id.ToString());

    private async Task<IReadOnlyList<ParseId>> ExpireAsync() => await postgres.Recovery.ExpireWaitingAsync(100, CancellationToken.None);
}
