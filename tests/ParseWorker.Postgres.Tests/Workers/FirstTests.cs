using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;

namespace ParseWorker.Postgres.Tests.Workers;

/// <summary>Which parse goes ahead of those of other environments.</summary>
public sealed class FirstTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Own = TestParses.Environment;
    private const string Neighbour = "neighbour";

    public async ValueTask InitializeAsync() => await postgres.Database.ExecuteAsync("delete from parseworker.parses");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("runs")]
    [InlineData("waits before it")]
    [InlineData("waits after it")]
    public async Task Admit_OfAnEnvironmentThatRunsNothing_PutsItsOldestFirst(string neighbour)
    {
        if (neighbour == "runs") await postgres.Parses.InProgressAsync(Neighbour);
        else await postgres.Parses.QueuedAsync(neighbour == "waits before it" ? "a" + Neighbour : "z" + Neighbour);
        var ids = new[] { await postgres.Parses.PendingAsync(), await postgres.Parses.PendingAsync() };

        var admitted = await AdmitAsync();

        Assert.Equal([(ids[0], true), (ids[1], false)], admitted.Select(parse => (parse.Id, parse.IsFirst)));
        Assert.Empty(await AdmitAsync());
    }

    [Fact]
    public async Task Admit_OfTheOnlyEnvironment_PutsNoneFirst()
    {
        await postgres.ManyPendingAsync(2, Own);

        Assert.Equal([false, false], (await AdmitAsync()).Select(parse => parse.IsFirst));
    }

    [Fact]
    public async Task Admit_OfAnEnvironmentThatRunsSomething_PutsNoneFirst()
    {
        await postgres.Parses.InProgressAsync(Neighbour);
        await postgres.Parses.InProgressAsync();
        await postgres.ManyPendingAsync(2, Own);

        Assert.Equal([false, false], (await AdmitAsync()).Select(parse => parse.IsFirst));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Admit_AfterTheFirstHasEnded_PutsTheNextFirstThoughItIsQueuedAlready(bool bySweep)
    {
        await postgres.Parses.InProgressAsync(Neighbour);
        var ids = new[] { await postgres.Parses.PendingAsync(), await postgres.Parses.PendingAsync() };
        await AdmitAsync();
        var attempt = await postgres.ClaimAsync(ids[0]);
        Assert.Empty(await AdmitAsync());
        await postgres.EndAsync(attempt!.Key, Outcomes.Completed);

        var next = bySweep ? await postgres.Store.AdmitAsync(null, CancellationToken.None) : await AdmitAsync();

        Assert.Equal([new QueuedParse(ids[1], 0, Own, IsFirst: true)], next);
        Assert.Empty(await postgres.Store.AdmitAsync(null, CancellationToken.None));
    }

    [Fact]
    public async Task Admit_OldestWaitsForItsTime_PutsTheNextFirst()
    {
        await postgres.Parses.InProgressAsync(Neighbour);
        var crashed = await postgres.Parses.QueuedAsync();
        await postgres.Database.ExecuteAsync(
            "update parseworker.parses set run_after = now() + interval '1 hour' where id = $1", crashed.ToString());
        var id = await postgres.Parses.QueuedAsync();

        Assert.Equal([new QueuedParse(id, 0, Own, IsFirst: true)], await AdmitAsync());
    }

    [Fact]
    public async Task HandBack_OfAFirst_LetsAnotherGoFirst()
    {
        await postgres.Parses.InProgressAsync(Neighbour);
        var id = await postgres.Parses.PendingAsync();
        await AdmitAsync();
        var attempt = await postgres.ClaimAsync(id);
        await postgres.EndAsync(attempt!.Key, new ParseOutcome.HandedBack(HandBackCause.WorkerStops));

        Assert.Equal([new QueuedParse(id, 1, Own, IsFirst: true)], await AdmitAsync());
    }

    [Fact]
    public async Task FindWithoutJob_OfAFirstWhoseJobIsLost_SaysThatItGoesFirst()
    {
        await postgres.Parses.InProgressAsync(Neighbour);
        var id = await postgres.Parses.PendingAsync();
        await AdmitAsync();
        Assert.Empty(await postgres.Recovery.FindWithoutJobAsync(limit: 10, CancellationToken.None));
        await postgres.Database.ExecuteAsync("update parseworker.parses set enqueued_at = now() - interval '11 seconds'");

        var found = await postgres.Recovery.FindWithoutJobAsync(limit: 10, CancellationToken.None);

        Assert.Equal([new QueuedParse(id, 0, Own, IsFirst: true)], found);
    }

    private Task<IReadOnlyList<QueuedParse>> AdmitAsync() => postgres.Store.AdmitAsync(Own, CancellationToken.None);
}
