using Microsoft.AspNetCore.Http.Extensions;
using ParseWorker.Api.Dashboard.Markup;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Parameters;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Dashboard.Search;

/// <summary>The fields of the search as the browser sends them; an empty one counts as absent.</summary>
internal sealed class SearchForm(IQueryCollection query)
{
    private const string Older = "older";
    private const string Newer = "newer";
    private static readonly string[] Filters = ["q", "environment", "status", "code", "from", "to"];

    /// <summary>True when something is asked for.</summary>
    public bool HasFilters => Filters.Any(name => Text(name) is not null);

    /// <summary>The parse that is asked for by its id, or null.</summary>
    public ParseId? Id => ParseId.TryParse(Text("q"), out var id) ? id : null;

    /// <summary>The search as the store takes it.</summary>
    /// <exception cref="RefusedException">A field holds nothing that can be searched for.</exception>
    public ParseSearch ToSearch() => new()
    {
        Environment = Text("environment"),
        Status = ReadStatus(),
        Cancelling = Text("status") == ParseMarks.Cancelling,
        ErrorCode = Text("code"),
        FileNamePrefix = Text("q"),
        From = QueryDate.Read(Text("from"), "from", endOfDay: false),
        To = QueryDate.Read(Text("to"), "to", endOfDay: true),
        Older = PlaceText.Read(Text(Older)),
        Newer = PlaceText.Read(Text(Newer)),
    };

    /// <summary>The query with the filters alone.</summary>
    public string Chosen => Query();

    /// <summary>The query of the page after a row.</summary>
    public string OlderThan(ListPlace place) => Query((Older, PlaceText.Of(place)));

    /// <summary>The query of the page before a row.</summary>
    public string NewerThan(ListPlace place) => Query((Newer, PlaceText.Of(place)));

    /// <summary>The query with one filter set to another value.</summary>
    public string With(string name, string value) => Query((name, value));

    /// <summary>The form, with what was asked for in its fields.</summary>
    /// <param name="action">The list's path.</param>
    public Html Show(string action) => Html.Of(
        $"""
         <form class="form-inline pw-search" role="search" method="get" action="{action}">
           <input class="form-control input-sm pw-wide" type="search" name="q" value="{Text("q")}" aria-label="Id or file name"
                  placeholder="prs_… or start of the file's name">
           <input class="form-control input-sm" type="text" name="environment" value="{Text("environment")}" aria-label="Environment"
                  placeholder="environment">
           <select class="form-control input-sm" name="status" aria-label="Status">
             <option value="">any status</option>{Options([.. ParseStatusNames.All, ParseMarks.Cancelling], Text("status"))}
           </select>
           <select class="form-control input-sm" name="code" aria-label="Error code">
             <option value="">any error</option>{Options(Codes, Text("code"))}
           </select>
           <input class="form-control input-sm" type="date" name="from" value="{Text("from")}" aria-label="Created on or after (UTC)"
                  title="Created on or after (UTC)">
           <input class="form-control input-sm" type="date" name="to" value="{Text("to")}" aria-label="Created on or before (UTC)"
                  title="Created on or before (UTC)">
           <button class="btn btn-sm btn-primary" type="submit">Search</button>
           {Html.If(HasFilters, () => Html.Of($"<a class=\"btn btn-sm btn-default\" href=\"{action}\">Clear</a>"))}
         </form>
         """);

    private static IEnumerable<string> Codes =>
        ParseErrorTable.All.Where(row => !row.IsOfOnePage).Select(row => row.Code).Order(StringComparer.Ordinal);

    private static IEnumerable<Html> Options(IEnumerable<string> values, string? chosen) => values.Select(value => value == chosen
        ? Html.Of($"<option selected>{value}</option>")
        : Html.Of($"<option>{value}</option>"));

    private string? Text(string name) => query[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    private ParseStatus? ReadStatus()
    {
        if (Text("status") is not { } name || name == ParseMarks.Cancelling) return null;
        return ParseStatusNames.TryParse(name, out var status)
            ? status
            : throw RefusedException.Invalid(
                "invalid_query", $"'{name}' is no status: choose one of {string.Join(", ", ParseStatusNames.All)}.");
    }

    /// <summary>The filters that are set, and other pairs; a page's place belongs to the filters it was made with.</summary>
    private string Query(params ReadOnlySpan<(string Name, string Value)> added)
    {
        var built = new QueryBuilder();
        foreach (var (name, value) in added) built.Add(name, value);
        foreach (var name in Filters)
            if (!built.Any(pair => pair.Key == name) && Text(name) is { } value) built.Add(name, value);
        return built.ToString().TrimStart('?');
    }
}
