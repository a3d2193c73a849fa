using System.Globalization;
using System.Net;
using System.Text;
using ParseWorker.Typesetting.Content;

namespace ParseWorker.Typesetting.Truth;

/// <summary>Writes what a reader should get back from a page: Markdown, tables as HTML.</summary>
internal static class TruthWriter
{
    /// <summary>All pages of a manuscript, one after the other.</summary>
    public static string Write(IEnumerable<TypesetPage> pages) => string.Join("\n\n", pages.Select(Write));

    private static string Write(TypesetPage page)
    {
        string[] texts =
        [
            page.RunningHeader,
            .. page.Pieces.SelectMany(Write),
            .. page.Footnotes.SelectMany(Write),
            .. page.Sidebar.SelectMany(Write),
            page.Foot,
        ];
        return string.Join("\n\n", texts.Where(text => text.Length > 0));
    }

    private static IEnumerable<string> Write(Piece piece) => piece switch
    {
        Piece.Heading heading => [$"{new string('#', heading.Level)} {heading.Text}"],
        Piece.Paragraph paragraph => [paragraph.RunIn.Length > 0 ? $"{paragraph.RunIn} {paragraph.Text}" : paragraph.Text],
        Piece.Points points => [List(points)],
        Piece.Table table => table.Style.CaptionBelow ? [Table(table.Content), table.Caption] : [table.Caption, Table(table.Content)],
        Piece.Chart chart => [ChartPlan.Of(chart).Text, chart.Caption],
        Piece.Contents contents => [string.Join('\n', contents.Entries.Select(entry => Entry(entry, contents.Leaders)))],
        Piece.Form form => [string.Join('\n', form.Rows.Select(Line))],
        Piece.Footnote note => [$"{Superscript(note.Number)} {note.Text}"],
        Piece.Lines lines => [string.Join('\n', lines.Texts)],
        _ => throw new NotSupportedException($"{piece.GetType().Name} has no truth."),
    };

    /// <summary>The mark of a footnote, as text and notes show it.</summary>
    public static string Superscript(int number) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[number].ToString();

    /// <summary>Stands for an entry's full stops: how many there are is the house's affair (see <see cref="Scoring.Leaders"/>).</summary>
    public const string Dots = "......";

    private static string Entry((string Title, int Page) entry, Leaders leaders) => string.Create(
        CultureInfo.InvariantCulture,
        $"{entry.Title}{(leaders == Leaders.Dots ? Dots : "")} {entry.Page}");

    private static string Line(IReadOnlyList<(string Label, string Value)> fields) =>
        string.Join(' ', fields.Select(field => field.Value.Length > 0 ? $"{field.Label} {field.Value}" : field.Label));

    private static string List(Piece.Points points)
    {
        var (text, number) = (new StringBuilder(), 0);
        foreach (var item in points.Items)
        {
            if (item.StartsWith('\t')) text.Append("  - ").Append(item.AsSpan(1));
            else text.Append(points.Numbered ? string.Create(CultureInfo.InvariantCulture, $"{++number}. ") : "- ").Append(item);
            text.Append('\n');
        }
        return text.ToString().TrimEnd('\n');
    }

    private static string Table(TableContent table)
    {
        var html = new StringBuilder("<table>\n");
        Section("thead", "th", table.Rows.Take(table.HeaderRows), html);
        Section("tbody", "td", table.Rows.Skip(table.HeaderRows), html);
        return html.Append("</table>").ToString();
    }

    private static void Section(string section, string tag, IEnumerable<IReadOnlyList<Cell>> rows, StringBuilder html)
    {
        var written = string.Concat(rows.Select(row => $"<tr>{string.Concat(row.Select(cell => Cell(tag, cell)))}</tr>\n"));
        if (written.Length > 0) html.Append(CultureInfo.InvariantCulture, $"<{section}>\n{written}</{section}>\n");
    }

    private static string Cell(string tag, Cell cell) =>
        $"<{tag}{Span("rowspan", cell.RowSpan)}{Span("colspan", cell.ColumnSpan)}>{WebUtility.HtmlEncode(cell.Text)}</{tag}>";

    private static string Span(string name, int span) => span > 1 ? string.Create(CultureInfo.InvariantCulture, $" {name}=\"{span}\"") : "";
}
