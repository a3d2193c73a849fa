using Hangfire.Dashboard;
using ParseWorker.Api.Dashboard.Markup;
using ParseWorker.Api.Dashboard.Views;
using ParseWorker.Api.Errors;
using ParseWorker.Core.Cancellation;
using ParseWorker.Core.Operators;

namespace ParseWorker.Api.Dashboard.Search;

/// <summary><c>/parses</c>: the newest parses of every environment, and what a search finds among them.</summary>
internal sealed class ParsesPage : ViewDispatcher
{
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestSearch = TimeSpan.FromSeconds(5);

    protected override async Task<View?> ViewAsync(DashboardContext context, HttpContext http, Links links)
    {
        var form = new SearchForm(http.Request.Query);
        if (form.Id is { } id)
        {
            http.Response.Redirect(links.Parse(id));
            return null;
        }

        var head = Html.Of($"<h1 class=\"page-header\">Parses</h1>{form.Show(links.Parses())}");
        try
        {
            var found = await SearchAsync(form.ToSearch(), http);
            return new View("Parses", head, new ParseTable(form, links).Show(found)) { RefreshEvery = RefreshEvery };
        }
        catch (RefusedException refused)
        {
            return Sentence(head, refused.Error.Status, refused.Error.Message);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException && !http.RequestAborted.IsCancellationRequested)
        {
            return Sentence(head, StatusCodes.Status503ServiceUnavailable,
                "The search was given up after 5 seconds. Ask for an environment, or for some days.");
        }
    }

    /// <summary>Filters that exclude each other make the database look at every parse that has one of them.</summary>
    private static Task<FoundParses> SearchAsync(ParseSearch search, HttpContext http)
    {
        var services = http.RequestServices;
        return LimitedQuery.AskAsync(
            token => services.GetRequiredService<IOperatorQueries>().SearchAsync(search, token), LongestSearch,
            services.GetRequiredService<TimeProvider>(), http.RequestAborted);
    }

    private static View Sentence(Html head, int status, string sentence) =>
        new("Parses", head, Html.Of($"<p class=\"alert alert-warning\">{sentence}</p>")) { StatusCode = status };
}
