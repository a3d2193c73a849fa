using System.Globalization;
using Hangfire.Dashboard;
using ParseWorker.Api.Cancelling;
using ParseWorker.Api.Dashboard.Search;
using ParseWorker.Api.Dashboard.Views;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Parses;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Dashboard.BulkCancel;

/// <summary>
/// <c>POST /parses/cancel/found</c>: what a client's cancel does, for each parse that <see cref="BulkCancelPage"/> has counted and that its
/// search still finds, and for no other. Pressed again on the page that follows, it goes on with what is left.
/// </summary>
internal sealed class BulkCancelAction : PostAction
{
    protected override async Task ActAsync(DashboardContext context, HttpContext http)
    {
        var form = new SearchForm(http.Request.Query);
        if (ReadSearch(form) is not { } search || await ReadCountedAsync(http) is not { } counted)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var asked = await CancelAsync(http, search, counted);

        var query = string.Create(CultureInfo.InvariantCulture, $"{BulkCancelPage.Asked}={asked}");
        LeadTo(http, new Links(context).BulkCancel(form.Chosen.Length > 0 ? $"{form.Chosen}&{query}" : query));
    }

    /// <summary>The page's search; null for one that no page has.</summary>
    private static ParseSearch? ReadSearch(SearchForm form)
    {
        try
        {
            return form.ToSearch();
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    /// <summary>The parses that the page counted; null where its form was not sent as it is.</summary>
    private static async Task<IReadOnlyCollection<ParseId>?> ReadCountedAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType) return null;
        var sent = (await http.Request.ReadFormAsync(http.RequestAborted))[BulkCancelPage.Counted].ToString();
        var ids = new HashSet<ParseId>();
        foreach (var text in sent.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!ParseId.TryParse(text, out var id)) return null;
            ids.Add(id);
        }

        return ids.Count is > 0 and <= CancellableSearch.MostAtOnce ? ids : null;
    }

    /// <summary>Once it was pressed it is done, whether or not the browser still waits.</summary>
    private static async Task<int> CancelAsync(HttpContext http, ParseSearch search, IReadOnlyCollection<ParseId> counted)
    {
        var services = http.RequestServices;
        var (requests, requester) = (services.GetRequiredService<CancelRequests>(), Requester.Operator(http.User));
        var found = await services.GetRequiredService<CancellableSearch>().FindAsync(search, counted, CancellationToken.None);
        var asked = 0;
        foreach (var (environment, id) in found.Parses)
            if (await requests.AskAsync(environment, id, requester) is { Outcome: CancelOutcome.Accepted }) asked++;
        foreach (var environment in found.Parses.Select(parse => parse.Environment).Distinct(StringComparer.Ordinal))
            services.GetRequiredService<ParseDispatcher>().AdmitAfter(http.Response, environment);
        return asked;
    }
}
