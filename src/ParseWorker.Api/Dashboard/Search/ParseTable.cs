using ParseWorker.Api.Dashboard.Markup;
using ParseWorker.Api.Dashboard.Views;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Dashboard.Search;

/// <summary>The rows that a search found, and the way to those before and after them.</summary>
internal sealed class ParseTable(SearchForm form, Links links)
{
    /// <summary>The table, or a sentence where it would be empty.</summary>
    public Html Show(FoundParses found)
    {
        if (found.Parses.Count == 0) return Nothing();
        return Html.Of(
            $"""
             <div class="table-responsive" tabindex="0" role="group" aria-label="Parses">
             <table class="table table-hover pw-parses" aria-label="Parses">
               <thead><tr>
                 <th>Status</th><th>File</th><th>Environment</th><th>Model</th><th>Pages</th><th class="pw-right">Attempt</th>
                 <th>Worker</th><th class="pw-right">Age</th><th class="pw-right">Duration</th>
               </tr></thead>
               <tbody>{found.Parses.Select(Row)}</tbody>
             </table>
             </div>
             {Pager(found)}
             """);
    }

    private Html Nothing() => form.HasFilters
        ? Html.Of($"<p class=\"alert alert-info\">No parse is like that. File names are found by how they begin.</p>")
        : Html.Of($"<p class=\"alert alert-info\">No parses yet: they show here as soon as a client creates one.</p>");

    private Html Row(SeenParse seen)
    {
        var parse = seen.Parse;
        var environment = links.Parses(form.With("environment", parse.Environment));
        return Html.Of(
            $"""
             <tr>
               <td>{ParseMarks.Status(parse)}{Failure(parse)}</td>
               <td><a href="{links.Parse(parse.Id)}">{ParseMarks.FileName(parse)}</a><br>
                 <small class="text-muted pw-id">{parse.Id.ToString()}</small></td>
               <td><a class="pw-quiet" href="{environment}">{parse.Environment}</a></td>
               <td>{parse.Settings.Model}</td>
               <td class="pw-pages">{ParseMarks.Progress(parse)}</td>
               <td class="pw-right">{parse.Attempt}</td>
               <td class="pw-worker">{ParseMarks.OrDash(parse.Status == ParseStatus.InProgress ? parse.Owner : null)}</td>
               <td class="pw-right">{Times.Ago(parse.CreatedAt, seen.At)}</td>
               <td class="pw-right">{ParseMarks.OrDash(ParseMarks.Duration(parse, seen.At) is { } time ? Times.Words(time) : null)}</td>
             </tr>
             """);
    }

    private Html Failure(Parse parse) => parse.Error is { } error
        ? Html.Of($"<br><a class=\"pw-quiet\" href=\"{links.Parses(form.With("code", error.Code))}\"><small>{error.Code}</small></a>")
        : Html.Empty;

    private Html Pager(FoundParses found)
    {
        var newer = form.NewerThan(Place(found.Parses[0]));
        var older = form.OlderThan(Place(found.Parses[^1]));
        return Html.Of(
            $"""
             <nav aria-label="Pages of the list"><ul class="pager">
               {Step(found.HasNewer, "previous", "← Newer", newer)}
               {Step(found.HasOlder, "next", "Older →", older)}
             </ul></nav>
             """);
    }

    private Html Step(bool there, string side, string name, string query) => there
        ? Html.Of($"<li class=\"{side}\"><a href=\"{links.Parses(query)}\">{name}</a></li>")
        : Html.Empty;

    private static ListPlace Place(SeenParse seen) => new(seen.Parse.CreatedAt, seen.Parse.Id);
}
