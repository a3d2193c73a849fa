using Hangfire.Dashboard;
using ParseWorker.Api.Dashboard.Markup;
using ParseWorker.Api.Dashboard.Views;
using ParseWorker.Core.Operators;

namespace ParseWorker.Api.Dashboard.Workers;

/// <summary><c>/workers</c>: who works, on what, and why one does not.</summary>
internal sealed class WorkersPage : ViewDispatcher
{
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(3);

    protected override async Task<View?> ViewAsync(DashboardContext context, HttpContext http, Links links)
    {
        var work = await http.RequestServices.GetRequiredService<IOperatorQueries>().ReadWorkersAsync(http.RequestAborted);
        return new View("Workers", Html.Of($"<h1 class=\"page-header\">Workers</h1>"), new WorkerTable(work, links).Show())
        {
            RefreshEvery = RefreshEvery,
        };
    }
}
