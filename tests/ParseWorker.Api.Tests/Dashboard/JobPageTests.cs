using System.Net;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Tests.Dashboard;

/// <summary>Hangfire's own pages: they show what became of the parse, and offer nothing that would not happen to it.</summary>
public sealed class JobPageTests(DashboardFixture dashboard) : IClassFixture<DashboardFixture>
{
    [Fact]
    public async Task JobPage_OfAFailedParse_ShowsItsOwnStatus()
    {
        var attempt = await dashboard.Server.Parses.InProgressAsync();
        var job = Enqueue(attempt.Id);
        await dashboard.Server.Store.EndAttemptAsync(attempt, new ParseOutcome.Failed(
            new ParseError(ParseErrorCodes.DocumentCorrupt, "It is <b>damaged</b>.")), CancellationToken.None);

        var page = await dashboard.PageAsync($"/hangfire/jobs/details/{job}");

        Assert.Contains("data-status=\"failed\"", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/hangfire/parses/{attempt.Id}\"", page, StringComparison.Ordinal);
        Assert.Contains("It is &lt;b&gt;damaged&lt;/b&gt;.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JobPage_OfAParseThatWasDeleted_SaysSo()
    {
        var id = await dashboard.Server.Parses.PendingAsync();
        var job = Enqueue(id);
        await dashboard.Server.Store.DeleteAsync("test", id, CancellationToken.None);

        Assert.Contains("was deleted", await dashboard.PageAsync($"/hangfire/jobs/details/{job}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/hangfire/jobs/details/4711")]
    [InlineData("/hangfire/jobs/details/4711/")]
    public async Task JobPage_OfNoJob_IsHangfires(string path) =>
        Assert.DoesNotContain("pw-card", await dashboard.PageAsync(path), StringComparison.Ordinal);

    [Fact]
    public async Task JobPage_WithoutANumber_IsNoFailure() =>
        Assert.Equal(HttpStatusCode.NotFound, (await dashboard.GetAsync("/hangfire/jobs/details/")).StatusCode);

    [Fact]
    public async Task Buttons_OfHangfire_AreNeitherShownNorTaken()
    {
        var job = Enqueue(await dashboard.Server.Parses.PendingAsync());
        var open = await dashboard.Server.Parses.PendingAsync();
        var details = await dashboard.PageAsync($"/hangfire/jobs/details/{job}");
        var queue = await dashboard.PageAsync("/hangfire/jobs/enqueued/b-parse");

        var delete = await dashboard.PostAsync($"/hangfire/parses/{open}", $"/hangfire/jobs/actions/delete/{job}");

        Assert.DoesNotContain("actions/delete", details, StringComparison.Ordinal);
        Assert.DoesNotContain("actions/requeue", details, StringComparison.Ordinal);
        Assert.DoesNotContain("data-url", queue, StringComparison.Ordinal);
        Assert.False(delete.IsSuccessStatusCode);
        Assert.Equal("Enqueued", Storage.GetMonitoringApi().JobDetails(job).History[0].StateName);
    }

    [Fact]
    public async Task Home_WithParsesWaitingAndRunning_CountsThem()
    {
        await dashboard.Server.Parses.PendingAsync();
        var attempt = await dashboard.Server.Parses.InProgressAsync();
        await dashboard.Server.Store.RequestCancelAsync("test", attempt.Id, "tester", CancellationToken.None);

        var home = await dashboard.PageAsync("/hangfire");

        Assert.Contains("Parses waiting", home, StringComparison.Ordinal);
        Assert.Contains("Oldest waiting for", home, StringComparison.Ordinal);
        Assert.Contains("Parses in progress", home, StringComparison.Ordinal);
        Assert.Contains("Parses being cancelled", home, StringComparison.Ordinal);
    }

    private JobStorage Storage => dashboard.Server.Services.GetRequiredService<JobStorage>();

    private string Enqueue(ParseId id) =>
        dashboard.Server.Services.GetRequiredService<IParseQueue>().Enqueue(new QueuedParse(id, 0, "test"));
}
