using System.Globalization;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Antiforgery;
using ParseWorker.Api.Dashboard.Markup;
using ParseWorker.Api.Dashboard.Operators;
using ParseWorker.Api.Dashboard.Search;
using ParseWorker.Api.Dashboard.Views;
using ParseWorker.Core.Operators;

namespace ParseWorker.Api.Dashboard.BulkCancel;

/// <summary>
/// <c>/parses/cancel</c>: says which parses of a search would be cancelled, and has the button that does it, for those who may. After it
/// was pressed, <c>asked</c> says of how many.
/// </summary>
internal sealed class BulkCancelPage : ViewDispatcher
{
    /// <summary>In the query: how many parses were asked to end.</summary>
    public const string Asked = "asked";

    /// <summary>In the form: the ids of the parses that were counted, with spaces between them. No other one is meant.</summary>
    public const string Counted = "counted";

    private const string Title = "Cancel several parses";
    private const int MostShown = 20;

    /// <summary>Its form stands among what was found.</summary>
    protected override bool IsShared => false;

    protected override async Task<View?> ViewAsync(DashboardContext context, HttpContext http, Links links)
    {
        var form = new SearchForm(http.Request.Query);
        var head = Html.Of(
            $"""
             <ol class="breadcrumb"><li><a href="{links.Parses(form.Chosen)}">Parses</a></li><li>{Title}</li></ol>
             <h1 class="page-header">{Title}</h1>
             {form.Show(links.BulkCancel("").TrimEnd('?'))}
             {Done(http)}
             """);
        return await LimitedSearch.ShowAsync(
            http, Title, head, async token => new View(Title, head, await FoundAsync(http, form, links, token)));
    }

    private static Html Done(HttpContext http) =>
        int.TryParse(http.Request.Query[Asked], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? Html.Of(
                $"""
                 <p class="alert alert-success" role="status">{Count(count)} {(count == 1 ? "was" : "were")} cancelled. What was running is
                   stopped by its worker now.</p>
                 """)
            : Html.Empty;

    private static async Task<Html> FoundAsync(HttpContext http, SearchForm form, Links links, CancellationToken token)
    {
        var services = http.RequestServices;
        var found = await services.GetRequiredService<CancellableSearch>().FindAsync(form.ToSearch(), among: null, token);
        if (found.Parses.Count == 0)
            return Html.Of($"<p class=\"alert alert-info\">No matching parse is still open.</p>");

        var operators = services.GetRequiredService<IOperatorQueries>();
        var rows = new List<Html>();
        foreach (var (_, id) in found.Parses.Take(MostShown))
            if (await operators.FindAsync(id, token) is { } seen) rows.Add(Row(seen, links));

        var count = Count(found.Parses.Count);
        var mayOperate = services.GetRequiredService<OperatorRoster>().MayOperate(http.User);
        return Html.Of(
            $"""
             <p>{count}{Scope(found, form)} would be cancelled, whatever has been read of them.</p>
             {Html.If(mayOperate, () => Form(http, links.CancelFound(form.Chosen), count, found))}
             <div class="table-responsive" tabindex="0" role="group" aria-label="{Title}">
             <table class="table pw-parses" aria-label="{Title}">
               <thead><tr><th>Status</th><th>File</th><th>Environment</th><th>Pages</th><th class="pw-right">Age</th></tr></thead>
               <tbody>{rows}</tbody>
             </table>
             </div>
             {Html.If(found.Parses.Count > MostShown, () => Html.Of($"<p class=\"text-muted\">These are the first {MostShown}.</p>"))}
             """);
    }

    private static string Count(int parses) => parses == 1 ? "1 parse" : string.Create(CultureInfo.InvariantCulture, $"{parses:N0} parses");

    private static string Scope(CancellableParses found, SearchForm form)
    {
        var more = found.HasMore ? ", the first of more," : "";
        return form.HasFilters ? more : $" of every environment, all that have not ended{more}";
    }

    private static Html Form(HttpContext http, string action, string count, CancellableParses counted)
    {
        var tokens = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        return Html.Of(
            $"""
             <form method="post" action="{action}" data-ask="Cancel {count}? They end cancelled, whatever has been read of them.">
               <input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}">
               <input type="hidden" name="{Counted}" value="{string.Join(' ', counted.Parses.Select(parse => parse.Id))}">
               <p><button id="pw-cancel-found" class="btn btn-sm btn-danger" type="submit">Cancel {count}</button></p>
             </form>
             """);
    }

    private static Html Row(SeenParse seen, Links links)
    {
        var parse = seen.Parse;
        return Html.Of(
            $"""
             <tr>
               <td>{ParseMarks.Status(parse)}</td>
               <td><a href="{links.Parse(parse.Id)}">{ParseMarks.FileName(parse)}</a><br>
                 <small class="text-muted pw-id">{parse.Id.ToString()}</small></td>
               <td>{parse.Environment}</td>
               <td class="pw-pages">{ParseMarks.Progress(parse)}</td>
               <td class="pw-right">{Times.Ago(parse.CreatedAt, seen.At)}</td>
             </tr>
             """);
    }
}
