using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ParseWorker.Api.Dashboard.Markup;

namespace ParseWorker.Api.Dashboard.Previews;

/// <summary>
/// A table that was written as HTML. Of its tags those of rows and cells are known, of their attributes how far a cell reaches; they are
/// written anew. Anything else is text.
/// </summary>
internal static partial class HtmlTablePreview
{
    private const int WidestCell = 1000;

    /// <summary>The table; a row or a cell that is never closed ends with what is around it.</summary>
    public static Html Of(string source)
    {
        var rows = new List<List<Html>>();
        Match? cell = null;
        var from = 0;
        foreach (Match tag in Tag().Matches(source))
        {
            var isEnd = tag.Groups["end"].Success;
            var name = tag.Groups["name"].Value;
            if (cell is not null)
            {
                rows[^1].Add(Cell(cell, source[from..tag.Index]));
                cell = null;
            }

            if (isEnd) continue;
            var isCell = name is "td" or "th";
            if (name == "tr" || (isCell && rows.Count == 0)) rows.Add([]);
            if (isCell) (cell, from) = (tag, tag.Index + tag.Length);
        }

        if (cell is not null) rows[^1].Add(Cell(cell, source[from..]));
        return TextPreview.TableOf(rows.Select(Row));
    }

    private static Html Row(List<Html> cells) => Html.Of($"<tr>{cells}</tr>");

    private static Html Cell(Match tag, string content)
    {
        var lines = Break().Split(content.Trim()).Select(line => WebUtility.HtmlDecode(Emphasis().Replace(line, ""))).ToList();
        var text = Html.Join(lines.Select((line, index) => index == 0 ? Html.Of($"{line}") : Html.Of($"<br>{line}")));
        var columns = Span(ColumnSpan().Match(tag.Value));
        var rows = Span(RowSpan().Match(tag.Value));
        return tag.Groups["name"].Value == "th"
            ? Html.Of($"<th colspan=\"{columns}\" rowspan=\"{rows}\">{text}</th>")
            : Html.Of($"<td colspan=\"{columns}\" rowspan=\"{rows}\">{text}</td>");
    }

    private static int Span(Match span) =>
        span.Success && int.TryParse(span.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var cells)
            ? Math.Clamp(cells, 1, WidestCell) : 1;

    [GeneratedRegex("<(?<end>/)?(?<name>table|thead|tbody|tfoot|tr|td|th)(?:\\s[^<>]*)?>")]
    private static partial Regex Tag();

    [GeneratedRegex("<br\\s*/?>")]
    private static partial Regex Break();

    /// <summary>Marks within a cell, which the preview leaves out.</summary>
    [GeneratedRegex("</?(?:strong|em|b|i|s|u|sup|sub|code|a)(?:\\s[^<>]*)?>")]
    private static partial Regex Emphasis();

    [GeneratedRegex("\\scolspan=\"([0-9]{1,4})\"")]
    private static partial Regex ColumnSpan();

    [GeneratedRegex("\\srowspan=\"([0-9]{1,4})\"")]
    private static partial Regex RowSpan();
}
