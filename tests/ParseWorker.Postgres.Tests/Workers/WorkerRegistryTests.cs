using Microsoft.Extensions.DependencyInjection;
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

    private Task<IReadOnlyList<WorkerReport>> ReadAsync() => Workers.ReadLiveAsync(CancellationToken.None);

    private Task<int> AgeAsync(string name, TimeSpan age) =>
        postgres.Database.ExecuteAsync("update parseworker.workers set seen_at = now() - $2 where name = $1", name, age);
}
