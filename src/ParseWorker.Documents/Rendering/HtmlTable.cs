using System.Globalization;
using System.Text;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Rendering;

/// <summary>Writes a table as plain HTML. No empty line: in Markdown it would end the table's block.</summary>
internal static class HtmlTable
{
    public static string Write(Block.Table table)
    {
        var html = new StringBuilder("<table>\n");
        if (SpansLeaveTheHeader(table)) Rows(table, html);
        else Sections(table, html);
        return html.Append("</table>").ToString();
    }

    private static void Sections(Block.Table table, StringBuilder html)
    {
        Section("thead", "th", table.Rows.Take(table.HeaderRows), html);
        Section("tbody", "td", table.Rows.Skip(table.HeaderRows), html);
    }

    private static void Section(string section, string cell, IEnumerable<IReadOnlyList<TableCell>> rows, StringBuilder html)
    {
        var any = false;
        foreach (var row in rows)
        {
            if (!any) html.Append('<').Append(section).Append(">\n");
            any = true;
            Row(cell, row, html);
        }
        if (any) html.Append("</").Append(section).Append(">\n");
    }

    /// <summary>A section ends every span in it (WHATWG HTML §4.9.12), so there is none where the header's reach into the body.</summary>
    private static bool SpansLeaveTheHeader(Block.Table table) =>
        Enumerable.Range(0, Math.Min(table.HeaderRows, table.Rows.Count))
            .Any(row => table.Rows[row].Any(cell => row + cell.RowSpan > table.HeaderRows));

    private static void Rows(Block.Table table, StringBuilder html)
    {
        for (var row = 0; row < table.Rows.Count; row++) Row(row < table.HeaderRows ? "th" : "td", table.Rows[row], html);
    }

    private static void Row(string tag, IReadOnlyList<TableCell> row, StringBuilder html)
    {
        html.Append("<tr>");
        foreach (var cell in row)
        {
            html.Append('<').Append(tag);
            Span("rowspan", cell.RowSpan, html);
            Span("colspan", cell.ColumnSpan, html);
            html.Append('>').Append(Escape(cell.Text)).Append("</").Append(tag).Append('>');
        }
        html.Append("</tr>\n");
    }

    private static void Span(string name, int span, StringBuilder html)
    {
        if (span > 1) html.Append(CultureInfo.InvariantCulture, $" {name}=\"{span}\"");
    }

    private static string Escape(string text) => InlineWriter.Write(Escaped(text), InlineForm.Html);

    private static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .ReplaceLineEndings("<br>");
}
