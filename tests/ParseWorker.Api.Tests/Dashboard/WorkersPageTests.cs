using System.Net;
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
        await Registry.ReportAsync(
            new WorkerReport("test-worker", 4, Ready: true) { Hosts = 5, HostBytes = 1_500L << 20 }, CancellationToken.None);
        await Registry.ReportAsync(new WorkerReport("idle-worker", 2, Ready: false, "<No host> starts."), CancellationToken.None);
        await Registry.ReportAsync(new WorkerReport("lost-worker", 1, Ready: true), CancellationToken.None);
        await dashboard.Database.ExecuteAsync(
            "update parseworker.workers set seen_at = now() - interval '1 minute' where name = 'lost-worker'");
        var attempt = await dashboard.Server.Parses.InProgressAsync();
        await dashboard.Server.Store.WritePagesAsync(attempt, [new ParsedPage(1, "a")], 3, CancellationToken.None);

        var page = await dashboard.PageAsync("/hangfire/workers");

        Assert.Matches("test-worker</td>\\s*<td><span class=\"label label-state-success\">ready</span>", page);
        Assert.Matches("pause-test-worker[^*]*?Pause</button>\\s*</td>\\s*<td[^>]*>1 of 4", page);
        Assert.Matches("1 of 4</td>\\s*<td class=\"pw-right\">5<br><small>1,500 MiB</small></td>", page);
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

    [Fact]
    public async Task Pause_AndResume_ChangeWhatTheWorkerHearsAndThePageSays()
    {
        const string Name = "host:12:ab<c";
        var report = new WorkerReport(Name, 1, Ready: true);
        await Registry.ReportAsync(report, CancellationToken.None);
        var path = $"/hangfire/workers/{Uri.EscapeDataString(Name)}";
        Assert.Contains($"formaction=\"{path}/pause\"", await dashboard.PageAsync("/hangfire/workers"), StringComparison.Ordinal);

        var paused = await dashboard.PostAsync("/hangfire/workers", path + "/pause");

        Assert.Equal((HttpStatusCode.SeeOther, "/hangfire/workers"), (paused.StatusCode, paused.Headers.Location!.OriginalString));
        Assert.Equal("operator (dashboard)", await Registry.ReportAsync(report, CancellationToken.None));
        var page = await dashboard.PageAsync("/hangfire/workers");
        Assert.Contains("pausing</span><br><small>By operator (dashboard):", page, StringComparison.Ordinal);
        Assert.Contains($"formaction=\"{path}/resume\"", page, StringComparison.Ordinal);
        await Registry.ReportAsync(report with { Ready = false, Reason = "It is paused." }, CancellationToken.None);
        Assert.Contains("paused</span>", await dashboard.PageAsync("/hangfire/workers"), StringComparison.Ordinal);

        await dashboard.PostAsync("/hangfire/workers", path + "/resume");

        Assert.Null(await Registry.ReportAsync(report, CancellationToken.None));
    }

    [Fact]
    public async Task Pause_OfAWorkerThatIsNotThere_Is404()
    {
        var answer = await dashboard.PostAsync("/hangfire/workers", "/hangfire/workers/nobody/pause");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Pause_WithoutTheFormsToken_IsRefused()
    {
        await Registry.ReportAsync(new WorkerReport("forged", 1, Ready: true), CancellationToken.None);

        var answer = await dashboard.PostAsync("/hangfire/workers", "/hangfire/workers/forged/pause", token: "made up");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Null(await Registry.ReportAsync(new WorkerReport("forged", 1, Ready: true), CancellationToken.None));
    }
}
