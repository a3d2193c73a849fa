using System.Globalization;
using AngleSharp.Dom;
using ParseWorker.Documents.Html.Dom;
using ParseWorker.Documents.Html.Inline;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Html.Tables;

/// <summary>Reads tables; what is in a cell becomes text.</summary>
internal static class HtmlTables
{
    /// <summary>The limit of HTML (WHATWG HTML §4.9.11).</summary>
    private const int MaxColumnSpan = 1000;

    /// <summary>The caption, if any, and the table.</summary>
    public static IEnumerable<Block> Read(IElement table, CancellationToken token)
    {
        foreach (var caption in table.Children.Where(child => child.LocalName == "caption"))
            if (HtmlText.Of(caption) is { Length: > 0 } text) yield return new Block.Paragraph(text);

        var rows = Rows(table).ToList();
        var left = rows.CountBy(row => row.ParentElement!).ToDictionary();
        var cells = new List<IReadOnlyList<TableCell>>();
        foreach (var row in rows)
        {
            token.ThrowIfCancellationRequested();
            var rowsLeft = left[row.ParentElement!]--;
            cells.Add([.. row.Children.Where(HtmlElements.IsCell).Select(cell => Cell(cell, rowsLeft))]);
        }
        if (cells.Any(row => row.Any(cell => cell.Text.Length > 0))) yield return new Block.Table(cells, rows.TakeWhile(IsHeader).Count());
    }

    /// <summary>The rows that are shown, but not those of tables in the cells.</summary>
    public static IEnumerable<IElement> Rows(IElement table) => table.Children
        .SelectMany(child => child.LocalName is "thead" or "tbody" or "tfoot" ? child.Children.AsEnumerable() : [child])
        .Where(row => row.LocalName == "tr" && !row.IsInvisible());

    private static bool IsHeader(IElement row) =>
        row.ParentElement?.LocalName == "thead" || (row.ChildElementCount > 0 && row.Children.All(cell => cell.LocalName == "th"));

    private static TableCell Cell(IElement cell, int rowsLeft) =>
        new(cell.LocalName == "th" ? HtmlText.OfHeading(cell) : HtmlText.Of(cell), RowSpan(cell, rowsLeft),
            Math.Clamp(Span(cell, "colspan"), 1, MaxColumnSpan));

    /// <summary>A span of 0 means: to the end; one that leaves its section of the table is cut (WHATWG HTML §4.9.12).</summary>
    private static int RowSpan(IElement cell, int rowsLeft) =>
        Span(cell, "rowspan") is > 0 and var span ? Math.Min(span, rowsLeft) : rowsLeft;

    private static int Span(IElement cell, string name) =>
        int.TryParse(cell.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var span) ? span : 1;
}
