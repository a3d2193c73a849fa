using ParseWorker.Core.Errors;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Rendering;

/// <summary>Fills a grid cell by cell; a position once taken stays taken.</summary>
internal sealed class TablePlacement
{
    private int _cells;

    public TablePlacement(int rows)
    {
        Rows = [];
        for (var row = 0; row < rows; row++) Rows.Add([]);
    }

    /// <summary>The positions taken so far, null where none is.</summary>
    public List<string?[]> Rows { get; }

    /// <summary>Columns of the widest row.</summary>
    public int Columns { get; private set; }

    /// <summary>Puts a cell into the first free position of a row; a span that leaves the table is cut.</summary>
    public void Add(int row, TableCell cell)
    {
        var column = Array.IndexOf(Rows[row], null);
        if (column < 0) column = Rows[row].Length;
        var width = Math.Max(1, cell.ColumnSpan);
        var height = Math.Clamp(cell.RowSpan, 1, Rows.Count - row);
        Count((long)width * height);
        for (var below = row; below < row + height; below++) Take(below, column, width, cell.Text);
        Columns = Math.Max(Columns, column + width);
    }

    private void Take(int row, int column, int width, string text)
    {
        var places = Rows[row];
        if (places.Length < column + width)
        {
            Count(column + width - places.Length);
            Array.Resize(ref places, column + width);
            Rows[row] = places;
        }
        for (var at = column; at < column + width; at++) places[at] ??= text;
    }

    private void Count(long cells)
    {
        if (_cells + cells > TableGrid.MaxCells || (long)Rows.Count * Columns > TableGrid.MaxCells)
            throw new DocumentException(
                ParseErrorCodes.DocumentTooLarge,
                $"A table has more than {TableGrid.MaxCells:N0} cells. Split the table, or the document.");
        _cells += (int)cells;
    }
}
