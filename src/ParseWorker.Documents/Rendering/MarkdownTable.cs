using System.Text;
using System.Text.RegularExpressions;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Rendering;

/// <summary>Writes a GFM pipe table. GFM wants a header row: a table without one gets an empty one.</summary>
internal static partial class MarkdownTable
{
    public static string Write(TableGrid grid)
    {
        var text = new StringBuilder();
        Row([.. grid.ColumnNames.Select(Escape)], text);
        Row([.. Enumerable.Repeat("---", grid.Columns)], text);
        foreach (var row in grid.Body) Row([.. row.Select(Escape)], text);
        return text.ToString().TrimEnd('\n');
    }

    private static void Row(IReadOnlyList<string> cells, StringBuilder text)
    {
        text.Append('|');
        foreach (var cell in cells) text.Append(' ').Append(cell).Append(" |");
        text.Append('\n');
    }

    private static string Escape(string text) =>
        InlineWriter.Write(Special().Replace(text, Escaped), InlineForm.Markdown).ReplaceLineEndings("<br>");

    private static string Escaped(Match special) => special.Value[0] == InlineMark.LinkStart ? special.Value : '\\' + special.Value;

    /// <summary>
    /// The pipe, and what a Markdown reader would take for emphasis, code, a tag, an entity, a link or an escape; or else a link's address,
    /// which is encoded where it is written.
    /// </summary>
    [GeneratedRegex(@"\uFDDA[^\uFDD0-\uFDEF]+\uFDDC|[|\\`*~<]|\b_|_\b|&(?=[#\w]+;)|\](?=[\[(:])", RegexOptions.CultureInvariant)]
    private static partial Regex Special();
}
