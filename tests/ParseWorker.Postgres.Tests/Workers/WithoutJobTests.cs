using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Workers;

/// <summary>Which queued parses no live Hangfire job will start.</summary>
public sealed class WithoutJobTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private IParseQueue Queue => postgres.Services.GetRequiredService<IParseQueue>();

    [Fact]
    public async Task FindWithoutJob_OfALiveJob_FindsNothing()
    {
        var id = await EnqueuedAsync();
        await AgeAsync(id, "1 hour");

        Assert.DoesNotContain(id, await FindAsync());
    }

    [Fact]
    public async Task FindWithoutJob_NeverEnqueued_IsFoundAfterTenSecondsAndOnceOnly()
    {
        var id = await postgres.Parses.QueuedAsync();
        await AgeAsync(id, "9 seconds");
        Assert.DoesNotContain(id, await FindAsync());

        await AgeAsync(id, "11 seconds");
        Assert.Contains(id, await FindAsync());
        Assert.DoesNotContain(id, await FindAsync());

        await AgeAsync(id, "11 seconds");
        Assert.Contains(id, await FindAsync());
    }

    [Theory]
    [InlineData("update hangfire.jobqueue set fetchedat = now() where jobid = $1::bigint")]
    [InlineData("delete from hangfire.jobqueue where jobid = $1::bigint")]
    [InlineData("delete from hangfire.job where id = $1::bigint")]
    [InlineData("""update hangfire.job set arguments = '["\"prs_01JZZZZZZZZZZZZZZZZZZZZZZZ\""]' where id = $1::bigint""")]
    public async Task FindWithoutJob_OfAJobThatWillNotStartIt_IsFound(string loss)
    {
        var id = await EnqueuedAsync();
        await postgres.Database.ExecuteAsync(loss, (await postgres.FindAsync(id)).JobId!);
        await AgeAsync(id, "9 seconds");
        Assert.DoesNotContain(id, await FindAsync());

        await AgeAsync(id, "11 seconds");
        Assert.Contains(id, await FindAsync());
    }

    [Fact]
    public async Task FindWithoutJob_OfARetry_IsFoundWhenItsTimeHasCome()
    {
        var key = await postgres.Parses.InProgressAsync();
        await postgres.EndAsync(key, Outcomes.Retried);
        await AgeAsync(key.Id, "1 hour");
        await SetRunAfterAsync(key.Id, "1 minute");
        Assert.DoesNotContain(key.Id, await FindAsync());

        await SetRunAfterAsync(key.Id, "-1 second");
        var found = Assert.Single(await postgres.Recovery.FindWithoutJobAsync(100, CancellationToken.None), parse => parse.Id == key.Id);

        Assert.Equal((1, TestParses.Environment), (found.Attempt, found.Environment));
        Assert.DoesNotContain(key.Id, await FindAsync());
    }

    [Fact]
    public async Task FindWithoutJob_OfARetryWhoseTimeHasJustCome_IsFoundAtOnce()
    {
        var key = await postgres.Parses.InProgressAsync();
        await postgres.EndAsync(key, Outcomes.Retried);
        await SetRunAfterAsync(key.Id, "0 seconds");

        Assert.Contains(key.Id, await FindAsync());
    }

    [Fact]
    public async Task FindWithoutJob_OfAParseThatIsNotQueued_FindsNothing()
    {
        var pending = await postgres.Parses.PendingAsync();
        var running = await postgres.Parses.InProgressAsync();
        await AgeAsync(pending, "1 hour");
        await AgeAsync(running.Id, "1 hour");

        var found = await FindAsync();

        Assert.DoesNotContain(pending, found);
        Assert.DoesNotContain(running.Id, found);
    }

    private async Task<ParseId> EnqueuedAsync()
    {
        var id = await postgres.Parses.QueuedAsync();
        var parse = new QueuedParse(id, 0, TestParses.Environment);
        await postgres.Store.RecordJobAsync(parse, Queue.Enqueue(parse), CancellationToken.None);
        return id;
    }

    private async Task<IEnumerable<ParseId>> FindAsync() =>
        (await postgres.Recovery.FindWithoutJobAsync(100, CancellationToken.None)).Select(parse => parse.Id).ToList();

    private Task<int> AgeAsync(ParseId id, string age) => postgres.Database.ExecuteAsync(
        $"""
        update parseworker.parses
        set queued_at = now() - interval '{age}', enqueued_at = case when enqueued_at is not null then now() - interval '{age}' end
        where id = $1
        """, id.ToString());

    private Task<int> SetRunAfterAsync(ParseId id, string wait) => postgres.Database.ExecuteAsync(
        $"update parseworker.parses set run_after = now() + interval '{wait}' where id = $1", id.ToString());
}
