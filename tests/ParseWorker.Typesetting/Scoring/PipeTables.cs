using System.Net;
using System.Text;

namespace ParseWorker.Typesetting.Scoring;

/// <summary>Turns Markdown's pipe tables into HTML, so that both are compared alike.</summary>
internal static class PipeTables
{
    public static string ToHtml(string markdown)
    {
        var (lines, html) = (markdown.ReplaceLineEndings("\n").Split('\n'), new StringBuilder());
        for (var at = 0; at < lines.Length; at++)
        {
            if (at + 1 < lines.Length && Cells(lines[at]) is { } names && Cells(lines[at + 1]) is { } rule && IsRule(rule))
                at = Write(lines, at, Math.Max(names.Count, rule.Count), html);
            else html.Append(lines[at]);
            html.Append('\n');
        }
        return html.ToString();
    }

    /// <summary>Writes the table that begins at a line; gives its last line.</summary>
    private static int Write(string[] lines, int first, int width, StringBuilder html)
    {
        var rows = new List<IReadOnlyList<string>> { Fit(Cells(lines[first])!, width) };
        var at = first + 2;
        for (; at < lines.Length && Cells(lines[at]) is { } cells; at++) rows.Add(Fit(cells, width));
        if (rows.Count > 1 && rows[0].All(cell => cell.Length == 0)) rows.RemoveAt(0);
        html.Append("<table>");
        for (var row = 0; row < rows.Count; row++) html.Append("<tr>")
            .AppendJoin("", rows[row].Select(cell => Cell(row == 0 ? "th" : "td", cell))).Append("</tr>");
        html.Append("</table>");
        return at - 1;
    }

    private static string Cell(string tag, string text) => $"<{tag}>{WebUtility.HtmlEncode(text)}</{tag}>";

    private static List<string>? Cells(string line)
    {
        var text = line.Trim();
        if (!text.Contains('|', StringComparison.Ordinal)) return null;
        if (text.StartsWith('|')) text = text[1..];
        if (text.EndsWith('|')) text = text[..^1];
        return [.. text.Split('|').Select(cell => cell.Trim())];
    }

    private static bool IsRule(List<string> cells) =>
        cells.All(cell => cell.Replace(" ", "", StringComparison.Ordinal) is { Length: > 0 } rule
            && rule.All(symbol => symbol is '-' or ':'));

    private static List<string> Fit(List<string> cells, int width) => [.. cells.Concat(Enumerable.Repeat("", width)).Take(width)];
}
