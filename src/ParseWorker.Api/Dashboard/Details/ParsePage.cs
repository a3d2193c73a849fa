using Hangfire.Dashboard;
using Microsoft.AspNetCore.Antiforgery;
using ParseWorker.Api.Dashboard.Markup;
using ParseWorker.Api.Dashboard.Operators;
using ParseWorker.Api.Dashboard.Views;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;

namespace ParseWorker.Api.Dashboard.Details;

/// <summary><c>/parses/{id}</c>: everything about one parse, and the button that cancels or retries it, for those who may.</summary>
internal sealed class ParsePage : ViewDispatcher
{
    /// <summary>Events that are shown: the newest.</summary>
    public const int MostEvents = 1000;

    private const string CancelFormId = "pw-cancel";
    private const string RetryFormId = "pw-retry";
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(2);

    protected override async Task<View?> ViewAsync(DashboardContext context, HttpContext http, Links links)
    {
        var token = http.RequestAborted;
        var queries = http.RequestServices.GetRequiredService<IOperatorQueries>();
        var asked = context.UriMatch.Groups["id"].Value;
        if (!ParseId.TryParse(asked, out var id) || await queries.FindAsync(id, token) is not { } seen) return NoSuchParse(asked, links);

        var parse = seen.Parse;
        var oldest = Math.Max(1, parse.EventCount - MostEvents + 1);
        var events = await http.RequestServices.GetRequiredService<IParseQueries>().ReadEventsAsync(id, oldest, parse.EventCount, token);
        var first = PageTexts.First(parse, http.Request.Query["page"].ToString());
        var isSource = http.Request.Query["view"] == PageTexts.Source;
        var pages = await queries.ReadPagesAsync(id, first, first + PageTexts.AtOnce - 1, PageTexts.MostCharacters, token);
        var ended = parse.Status.IsTerminal();
        var mayOperate = http.RequestServices.GetRequiredService<OperatorRoster>().MayOperate(http.User);
        return new View(parse.File.Name, Head(http, seen, links, mayOperate), Html.Of(
            $"""
             <div class="pw-title"><h1>{ParseMarks.FileName(parse)}</h1> {ParseMarks.Status(parse)}
               {Html.If(mayOperate, () => ButtonOf(parse))}</div>
             {ParseFacts.Error(parse)}
             {Timeline.Show(LifePhase.Of(events, seen.At))}
             {ParseFacts.Show(seen, links)}
             {History.Attempts(events, seen.At)}
             {PageTexts.Show(parse, pages, first, isSource, links.Parse(id))}
             {History.Events(events, oldest - 1)}
             """))
        { RefreshEvery = ended ? null : RefreshEvery };
    }

    /// <summary>Above what is refreshed: the form keeps the token that it was sent with.</summary>
    private static Html Head(HttpContext http, SeenParse seen, Links links, bool mayOperate)
    {
        var trail = Html.Of(
            $"<ol class=\"breadcrumb\"><li><a href=\"{links.Parses()}\">Parses</a></li><li>{seen.Parse.Id.ToString()}</li></ol>");
        if (!mayOperate) return trail;
        var tokens = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        var path = links.Parse(seen.Parse.Id);
        var cancel = Html.If(!seen.Parse.Status.IsTerminal(), () => Form(
            CancelFormId, $"{path}/cancel", "Cancel this parse? It ends cancelled, whatever it has read so far.", tokens));
        var retry = Form(RetryFormId, $"{path}/retry", "Parse this document once more, as a new parse?", tokens);
        return Html.Of($"{trail}{cancel}{retry}");
    }

    private static Html Form(string id, string action, string question, AntiforgeryTokenSet tokens) => Html.Of(
        $"""
         <form id="{id}" method="post" action="{action}" data-ask="{question}">
           <input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}">
         </form>
         """);

    private static Html ButtonOf(Parse parse) => parse.Status.IsTerminal()
        ? Button("Retry", RetryFormId, "default")
        : Html.If(parse.Cancellation is null, () => Button("Cancel", CancelFormId, "danger"));

    private static Html Button(string name, string form, string look) =>
        Html.Of($"<button id=\"{form}-button\" class=\"btn btn-sm btn-{look}\" type=\"submit\" form=\"{form}\">{name}</button>");

    private static View NoSuchParse(string asked, Links links) => new("No such parse", Html.Empty, Html.Of(
        $"""
         <h1 class="page-header">No such parse</h1>
         <p>There is no parse <code>{asked}</code>: it was deleted, by a client or because of its age, or never was.</p>
         <p><a href="{links.Parses()}">All parses</a></p>
         """))
    { StatusCode = StatusCodes.Status404NotFound };
}
