using System.Globalization;
using Hangfire.Dashboard;
using ParseWorker.Api.Cancelling;
using ParseWorker.Api.Dashboard.Search;
using ParseWorker.Api.Dashboard.Views;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Parses;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Dashboard.BulkCancel;

/// <summary>
/// <c>POST /parses/cancel/found</c>: what a client's cancel does, for each parse that <see cref="BulkCancelPage"/> has counted and that has
/// not ended since. Pressed again, it goes on with what is left.
/// </summary>
internal sealed class BulkCancelAction : PostAction
{
    protected override async Task ActAsync(DashboardContext context, HttpContext http)
    {
        var form = new SearchForm(http.Request.Query);
        if (await ReadAsync(http, form) is not { } search)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var asked = await CancelAsync(http, search);

        var query = string.Create(CultureInfo.InvariantCulture, $"{BulkCancelPage.Asked}={asked}");
        LeadTo(http, new Links(context).BulkCancel(form.Chosen.Length > 0 ? $"{form.Chosen}&{query}" : query));
    }

    /// <summary>The search up to the newest parse that the page counted; null where its form was not sent as it is.</summary>
    private static async Task<ParseSearch?> ReadAsync(HttpContext http, SearchForm form)
    {
        var sent = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        if (!DateTimeOffset.TryParseExact(
            sent[BulkCancelPage.Newest], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var newest)) return null;
        try
        {
            var search = form.ToSearch();
            return search.To < newest ? search : search with { To = newest };
        }
        catch (RefusedException)
        {
            return null; // no page has such a form
        }
    }

    /// <summary>Once it was pressed it is done, whether or not the browser still waits.</summary>
    private static async Task<int> CancelAsync(HttpContext http, ParseSearch search)
    {
        var services = http.RequestServices;
        var (requests, requester) = (services.GetRequiredService<CancelRequests>(), Requester.Operator(http.User));
        var found = await services.GetRequiredService<CancellableSearch>().FindAsync(search, CancellationToken.None);
        var asked = 0;
        foreach (var (environment, id) in found.Parses)
            if (await requests.AskAsync(environment, id, requester) is { Outcome: CancelOutcome.Accepted }) asked++;
        foreach (var environment in found.Parses.Select(parse => parse.Environment).Distinct(StringComparer.Ordinal))
            services.GetRequiredService<ParseDispatcher>().AdmitAfter(http.Response, environment);
        return asked;
    }
}
