using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Lines;
using ParseWorker.Documents.Pdf.Order;

namespace ParseWorker.Documents.Pdf.Tables;

/// <summary>A table and where on its page it stands.</summary>
/// <param name="Box">The place it takes.</param>
/// <param name="Table">What it says.</param>
/// <param name="Columns">From left to right.</param>
/// <param name="HasHeader">Whether its first rows name its columns for sure, because they look different from the rest.</param>
internal sealed record PlacedTable(Box Box, Block.Table Table, IReadOnlyList<TextColumn> Columns, bool HasHeader) : PageItem(Box)
{
    /// <summary>How far the edges of drawn columns may differ from page to page, in points.</summary>
    private const double SameEdge = 4;

    /// <summary>How much of the narrower of two columns of text stands below the other.</summary>
    private const double SameColumn = 0.5;

    /// <summary>
    /// Share of the cells, and of the rows with several of them, that hold text; and of the first row's, where a title may stand over
    /// several columns.
    /// </summary>
    private const double Filled = 0.6, FilledHeader = 0.42;

    /// <summary>Share of the cells that hold text, and of the rows with several of them, where rules frame a table.</summary>
    private const double FilledWithinFrame = 0.45, RowsWithinFrame = 0.3;

    /// <summary>The rows that name the columns.</summary>
    public IEnumerable<IReadOnlyList<TableCell>> Header => Table.Rows.Take(Table.HeaderRows);

    /// <summary>Whether another table has the same columns at the same places.</summary>
    public bool HasColumnsOf(PlacedTable other) =>
        Columns.Count == other.Columns.Count && Width == other.Width
        && Columns.Zip(other.Columns).All(pair => IsDrawn && other.IsDrawn ? AreOne(pair.First, pair.Second)
        : Overlap(pair.First, pair.Second) >= SameColumn);

    /// <summary>Whether lines bound the columns; else they are as wide as their text.</summary>
    public bool IsDrawn { get; init; }

    /// <summary>
    /// Whether most cells hold text, nearly half of the first row's too, and most rows hold several:
    /// a chart's labels don't fill a grid like that.
    /// </summary>
    public bool IsMostlyFilled => AreMostlyFilled(Table.Rows);

    /// <summary>The same of a table whose rules show it to be one: rows that are one text over several columns don't count.</summary>
    public bool IsMostlyFilledBetweenNotes => AreMostlyFilled([.. Table.Rows.Where(row => !IsOverAll(row))]);

    /// <summary>
    /// Whether enough cells hold text where rules frame header row and rows: titles over some columns may stand above, and groups of rows
    /// be named once.
    /// </summary>
    public bool IsFilledWithinFrame => Table.Rows.Where(row => !IsOverAll(row)).ToList() is { Count: > 2 } rows
        && IsFilled(rows.SelectMany(row => row), FilledWithinFrame) && HaveSeveral(rows, RowsWithinFrame);

    /// <summary>Whether a row is one text over several columns: it groups the rows below, or says more of the one above.</summary>
    private static bool IsOverAll(IReadOnlyList<TableCell> row) =>
        row.Where(cell => cell.Text.Length > 0).ToList() is [{ ColumnSpan: > 1 }];

    /// <summary>Columns of the first row.</summary>
    private int Width => Table.Rows[0].Sum(cell => cell.ColumnSpan);

    private bool AreMostlyFilled(IReadOnlyList<IReadOnlyList<TableCell>> rows) =>
        rows.Count > 1 && IsFilled(Table.Rows[0], FilledHeader) && IsFilled(rows.SelectMany(row => row), Filled)
        && HaveSeveral(rows, Filled);

    private static bool HaveSeveral(IReadOnlyList<IReadOnlyList<TableCell>> rows, double share) =>
        rows.Count(row => row.Count(cell => cell.Text.Length > 0) > 1) >= share * rows.Count;

    private static bool IsFilled(IEnumerable<TableCell> cells, double share) =>
        cells.Average(cell => cell.Text.Length > 0 ? 1 : 0) >= share;

    private static bool AreOne(TextColumn one, TextColumn other) =>
        Math.Abs(one.Left - other.Left) <= SameEdge && Math.Abs(one.Right - other.Right) <= SameEdge;

    private static double Overlap(TextColumn one, TextColumn other) =>
        (Math.Min(one.Right, other.Right) - Math.Max(one.Left, other.Left)) / Math.Max(1,
            Math.Min(one.Right - one.Left, other.Right - other.Left));
}
