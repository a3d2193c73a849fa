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
        var rowsUsed = Used(rows, row => Enumerable.Range(0, columns)
            .Any(column => owners[row * columns + column] != owners[(row - 1) * columns + column]));
        var columnsUsed = Used(columns, column => Enumerable.Range(0, rows)
            .Any(row => owners[row * columns + column] != owners[row * columns + column - 1]));
        foreach (var cell in Enumerable.Range(0, owners.Length).GroupBy(place => owners[place]).OrderBy(cell => cell.Min()))
        {
            var (top, bottom) = (cell.Min(place => place / columns), cell.Max(place => place / columns));
            var (left, right) = (cell.Min(place => place % columns), cell.Max(place => place % columns));
            cells[top].Add(new TableCell(textOf(cell.Key), rowsUsed[bottom + 1] - rowsUsed[top],
                columnsUsed[right + 1] - columnsUsed[left]));
        }
        return new Block.Table([.. cells.Where(row => row.Count > 0)], HeaderRowsOf(cells));
    }

    /// <summary>
    /// For each position of the grid, how many rows or columns before it are the start of a cell.
    /// One where no cell starts comes from a rule's end, a double rule or an ornament, and counts as part of the one before.
    /// </summary>
    private static int[] Used(int count, Func<int, bool> begins)
    {
        var used = new int[count + 1];
        for (var at = 0; at < count; at++) used[at + 1] = used[at] + (at == 0 || begins(at) ? 1 : 0);
        return used;
    }

    /// <summary>
    /// The first row names the columns; where one of its cells reaches down beside split ones, the rows beside it do too.
    /// </summary>
    private static int HeaderRowsOf(List<List<TableCell>> rows)
    {
        if (rows.Count < 2 || rows[0].Count == 0) return 0;
        var tallest = rows[0].Max(cell => cell.RowSpan);
        return rows[0].Exists(cell => cell.ColumnSpan > 1) && tallest < rows.Count ? tallest : 1;
    }
}
