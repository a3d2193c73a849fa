using Hangfire.Dashboard;
using Microsoft.AspNetCore.Antiforgery;
using ParseWorker.Api.Dashboard.Markup;
using ParseWorker.Api.Dashboard.Operators;
using ParseWorker.Api.Dashboard.Views;
using ParseWorker.Core.Operators;

namespace ParseWorker.Api.Dashboard.Workers;

/// <summary>
/// <c>/workers</c>: who works, on what, and why one does not; with the buttons that pause and resume one, for those who may.
/// </summary>
internal sealed class WorkersPage : ViewDispatcher
{
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(3);

    protected override async Task<View?> ViewAsync(DashboardContext context, HttpContext http, Links links)
    {
        var work = await http.RequestServices.GetRequiredService<IOperatorQueries>().ReadWorkersAsync(http.RequestAborted);
        var mayOperate = http.RequestServices.GetRequiredService<OperatorRoster>().MayOperate(http.User);
        var head = Html.Of($"<h1 class=\"page-header\">Workers</h1>{Html.If(mayOperate, () => Form(http))}");
        return new View("Workers", head, new WorkerTable(work, links, mayOperate).Show()) { RefreshEvery = RefreshEvery };
    }

    /// <summary>Above what is refreshed, as on the page of a parse: one form, whose buttons say where it goes.</summary>
    private static Html Form(HttpContext http)
    {
        var tokens = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        return Html.Of(
            $"""
             <form id="{WorkerTable.FormId}" method="post">
               <input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}">
             </form>
             """);
    }
}
