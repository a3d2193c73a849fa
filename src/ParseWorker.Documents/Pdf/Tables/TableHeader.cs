using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Characters;
using ParseWorker.Documents.Pdf.Fragments;

namespace ParseWorker.Documents.Pdf.Tables;

/// <summary>Tells whether a table's first rows are its header row for sure: bold over plain rows, or words over figures.</summary>
internal static class TableHeader
{
    /// <summary>Share of a column's cells that are figures, in one of figures.</summary>
    private const double Figures = 0.6;

    private const int FewestCells = 2;

    /// <param name="table">The table.</param>
    /// <param name="first">The text of its first row.</param>
    /// <param name="all">All its text.</param>
    public static bool IsSure(Block.Table table, IReadOnlyCollection<Fragment> first, IReadOnlyCollection<Fragment> all) =>
        table.HeaderRows > 0 && first.Count > 0 && (IsBolder(first, [.. all.Except(first)]) || IsWordsOverFigures(table));

    private static bool IsBolder(IReadOnlyCollection<Fragment> first, List<Fragment> rest) =>
        first.All(fragment => fragment.Bold)
            && rest.Where(fragment => fragment.Bold).Sum(fragment => fragment.GlyphCount) * 2 < rest.Sum(fragment => fragment.GlyphCount);

    private static bool IsWordsOverFigures(Block.Table table)
    {
        var plain = table.Rows.Where(row => row.Count == table.Rows[0].Count
            && row.All(cell => cell.ColumnSpan == 1 && cell.RowSpan == 1)).ToList();
        if (plain.Count <= FewestCells || plain[0] != table.Rows[0]) return false;
        var columns = Enumerable.Range(0, plain[0].Count).Where(column => IsOfFigures(plain.Skip(1).Select(row => row[column].Text)))
            .ToList();
        return columns.Count > 0
            && columns.TrueForAll(column => plain[0][column].Text.Any(char.IsLetter) && !FigureText.Is(plain[0][column].Text));
    }

    private static bool IsOfFigures(IEnumerable<string> cells)
    {
        var filled = cells.Where(cell => cell.Length > 0).ToList();
        return filled.Count >= FewestCells && filled.Count(FigureText.Is) >= Figures * filled.Count;
    }
}
