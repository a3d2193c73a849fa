using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Workers;

namespace ParseWorker.Api.Tests.Dashboard;

public sealed class WorkersPageTests(DashboardFixture dashboard) : IClassFixture<DashboardFixture>
{
    private IWorkerRegistry Registry => dashboard.Server.Services.GetRequiredService<IWorkerRegistry>();

    [Fact]
    public async Task Workers_ThatReported_ShowSlotsStateAndWhatTheyRun()
    {
        await Registry.ReportAsync(new WorkerReport("test-worker", 4, Ready: true), CancellationToken.None);
        await Registry.ReportAsync(new WorkerReport("idle-worker", 2, Ready: false, "<No host> starts."), CancellationToken.None);
        await Registry.ReportAsync(new WorkerReport("lost-worker", 1, Ready: true), CancellationToken.None);
        await dashboard.Database.ExecuteAsync(
            "update parseworker.workers set seen_at = now() - interval '1 minute' where name = 'lost-worker'");
        var attempt = await dashboard.Server.Parses.InProgressAsync();
        await dashboard.Server.Store.WritePagesAsync(attempt, [new PageText(1, "a")], 3, CancellationToken.None);

        var page = await dashboard.PageAsync("/hangfire/workers");

        Assert.Matches("test-worker</td>\\s*<td><span class=\"label label-state-success\">ready</span></td>\\s*<td[^>]*>1 of 4", page);
        Assert.Contains($"/hangfire/parses/{attempt.Id}", page, StringComparison.Ordinal);
        Assert.Contains("1 of 3", page, StringComparison.Ordinal);
        Assert.Contains("lease for 4 min", page, StringComparison.Ordinal);
        Assert.Contains("&lt;No host&gt; starts.", page, StringComparison.Ordinal);
        Assert.Matches("lost-worker</td>\\s*<td><span class=\"label label-state-danger\">silent</span>", page);
    }

    [Fact]
    public async Task Workers_ThatLeftWithALease_StillShowWhatTheyHeld()
    {
        var id = await dashboard.Server.Parses.PendingAsync();
        await dashboard.Server.Store.ClaimAsync(id, "gone-worker", TimeSpan.FromMinutes(1), CancellationToken.None);

        var page = await dashboard.PageAsync("/hangfire/workers");

        Assert.Contains("Leases of workers that left", page, StringComparison.Ordinal);
        Assert.Contains($"/hangfire/parses/{id}", page, StringComparison.Ordinal);
    }
}
