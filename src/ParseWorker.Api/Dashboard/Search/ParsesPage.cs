using Hangfire.Dashboard;
using ParseWorker.Api.Dashboard.Markup;
using ParseWorker.Api.Dashboard.Operators;
using ParseWorker.Api.Dashboard.Views;
using ParseWorker.Core.Operators;

namespace ParseWorker.Api.Dashboard.Search;

/// <summary><c>/parses</c>: the newest parses of every environment, and what a search finds among them.</summary>
internal sealed class ParsesPage : ViewDispatcher
{
    private const string Title = "Parses";
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(3);

    protected override async Task<View?> ViewAsync(DashboardContext context, HttpContext http, Links links)
    {
        var form = new SearchForm(http.Request.Query);
        if (form.Id is { } id)
        {
            http.Response.Redirect(links.Parse(id));
            return null;
        }

        var services = http.RequestServices;
        var several = Html.If(services.GetRequiredService<OperatorRoster>().MayOperate(http.User), () => Html.Of(
            $"<p><a class=\"btn btn-sm btn-default\" href=\"{links.BulkCancel(form.Chosen)}\">Cancel several…</a></p>"));
        var head = Html.Of($"<h1 class=\"page-header\">{Title}</h1>{form.Show(links.Parses())}{several}");
        return await LimitedSearch.ShowAsync(http, Title, head, async token =>
        {
            var found = await services.GetRequiredService<IOperatorQueries>().SearchAsync(form.ToSearch(), token);
            return new View(Title, head, new ParseTable(form, links).Show(found)) { RefreshEvery = RefreshEvery };
        });
    }
}
