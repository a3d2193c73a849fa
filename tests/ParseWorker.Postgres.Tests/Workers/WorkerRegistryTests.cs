using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Workers;

namespace ParseWorker.Postgres.Tests.Workers;

public sealed class WorkerRegistryTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private IWorkerRegistry Workers => postgres.Services.GetRequiredService<IWorkerRegistry>();

    [Fact]
    public async Task Report_Again_ReplacesTheReport()
    {
        await Workers.ReportAsync(new WorkerReport("again", 2, true), CancellationToken.None);
        await AgeAsync("again", WorkerReport.LiveFor);
        Assert.DoesNotContain(await ReadAsync(), worker => worker.Name == "again");

        await Workers.ReportAsync(new WorkerReport("again", 4, false, "It is broken."), CancellationToken.None);
        Assert.Equal(
            new WorkerReport("again", 4, false, "It is broken."), Assert.Single(await ReadAsync(), worker => worker.Name == "again"));
    }

    [Fact]
    public async Task ReadLive_AfterTwoMissedReports_StillSeesTheWorker()
    {
        await Workers.ReportAsync(new WorkerReport("late", 1, true), CancellationToken.None);
        await AgeAsync("late", WorkerReport.Interval * 3);

        Assert.Contains(await ReadAsync(), worker => worker.Name == "late");
    }

    [Fact]
    public async Task Remove_OfAWorker_TakesItOutAndThoseLongDead()
    {
        foreach (var name in new[] { "leaves", "stays", "dead" })
            await Workers.ReportAsync(new WorkerReport(name, 1, true), CancellationToken.None);
        await AgeAsync("dead", TimeSpan.FromDays(2));

        await Workers.RemoveAsync("leaves", CancellationToken.None);

        Assert.Contains(await ReadAsync(), worker => worker.Name == "stays");
        Assert.Equal(0, await postgres.Database.ScalarAsync<long>(
            "select count(*) from parseworker.workers where name in ('leaves', 'dead')"));
    }

    [Fact]
    public async Task Pause_OfAWorker_IsHeardWithItsNextReportsUntilItIsResumed()
    {
        Assert.Null(await ReportAsync("paused"));
        Assert.Null(await ReportAsync("not paused"));

        Assert.True(await Workers.PauseAsync("paused", "ann", CancellationToken.None));
        Assert.True(await Workers.PauseAsync("paused", "bob", CancellationToken.None));
        Assert.Equal(("ann", "ann", null), (await ReportAsync("paused"), await ReportAsync("paused"), await ReportAsync("not paused")));

        Assert.True(await Workers.PauseAsync("paused", by: null, CancellationToken.None));
        Assert.Null(await ReportAsync("paused"));
    }

    [Fact]
    public async Task Pause_OfAWorkerThatIsLongGone_FindsNone()
    {
        await ReportAsync("long gone");
        await AgeAsync("long gone", SeenWorker.ShownFor);

        Assert.False(await Workers.PauseAsync("long gone", "ann", CancellationToken.None));
        Assert.False(await Workers.PauseAsync("never there", "ann", CancellationToken.None));
    }

    private Task<string?> ReportAsync(string name) => Workers.ReportAsync(new WorkerReport(name, 1, true), CancellationToken.None);

    private Task<IReadOnlyList<WorkerReport>> ReadAsync() => Workers.ReadLiveAsync(CancellationToken.None);

    private Task<int> AgeAsync(string name, TimeSpan age) =>
        postgres.Database.ExecuteAsync("update parseworker.workers set seen_at = now() - $2 where name = $1", name, age);
}
