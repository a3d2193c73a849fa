using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Pdf.Tables;

/// <summary>Makes a table of a grid in which neighbouring places may be one cell.</summary>
internal static class TableShape
{
    /// <param name="owners">For each place, row by row, the place that stands for its cell.</param>
    /// <param name="rows">Rows of the grid.</param>
    /// <param name="columns">Columns of the grid.</param>
    /// <param name="textOf">The text of a cell.</param>
    public static Block.Table Make(int[] owners, int rows, int columns, Func<int, string> textOf)
    {
        var cells = Enumerable.Range(0, rows).Select(_ => new List<TableCell>()).ToList();
        foreach (var cell in Enumerable.Range(0, owners.Length).GroupBy(place => owners[place]).OrderBy(cell => cell.Min()))
        {
            var (top, bottom) = (cell.Min(place => place / columns), cell.Max(place => place / columns));
            var (left, right) = (cell.Min(place => place % columns), cell.Max(place => place % columns));
            cells[top].Add(new TableCell(textOf(cell.Key), bottom - top + 1, right - left + 1));
        }
        return new Block.Table([.. cells.Where(row => row.Count > 0)], HeaderRowsOf(cells));
    }

    /// <summary>The first row names the columns; where one of its cells reaches down beside split ones, the rows beside it do too.</summary>
    private static int HeaderRowsOf(List<List<TableCell>> rows)
    {
        if (rows.Count < 2 || rows[0].Count == 0) return 0;
        var tallest = rows[0].Max(cell => cell.RowSpan);
        return rows[0].Exists(cell => cell.ColumnSpan > 1) && tallest < rows.Count ? tallest : 1;
    }
}
