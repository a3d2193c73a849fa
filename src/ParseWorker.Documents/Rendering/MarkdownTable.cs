using System.Text;
using System.Text.RegularExpressions;

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
        InlineWriter.Write(Special().Replace(text, @"\$0"), InlineForm.Markdown).ReplaceLineEndings("<br>");

    /// <summary>The pipe, and what a Markdown reader would take for emphasis, code, a tag, an entity, a link or an escape.</summary>
    [GeneratedRegex(@"[|\\`*~<]|\b_|_\b|&(?=[#\w]+;)|\](?=[\[(:])", RegexOptions.CultureInvariant)]
    private static partial Regex Special();
}
