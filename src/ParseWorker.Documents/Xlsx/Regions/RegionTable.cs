using System.Globalization;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.OpenXml;
using ParseWorker.Documents.Xlsx.Cells;

namespace ParseWorker.Documents.Xlsx.Regions;

/// <summary>Writes a region as a table, with the titles that stand on it as paragraphs before it.</summary>
internal sealed class RegionTable
{
    /// <summary>A region of more positions than this, hardly any of them filled, is written as a list of cells.</summary>
    private const int SparseFrom = 100_000;

    /// <summary>Positions for each filled one, at most.</summary>
    private const int PlacesPerCell = 16;

    /// <summary>
    /// A title, a subtitle and what reports add: source, date, unit. More rows of one text are notes in a column, rows like any other.
    /// </summary>
    private const int MaxTitles = 5;

    /// <summary>Rows kept in view that may be header rows; more are a part of the sheet to compare with.</summary>
    private const int MaxFrozenRows = 4;

    private readonly CellRegion _region;
    private readonly SheetMerges _merges;
    private readonly int _frozenRows;
    private readonly Dictionary<int, List<SheetCell>> _rows;

    private RegionTable(CellRegion region, SheetMerges merges, int frozenRows)
    {
        _region = region;
        _frozenRows = frozenRows;
        _merges = merges;
        _rows = region.Cells.GroupBy(cell => cell.Row).ToDictionary(row => row.Key, row => row.OrderBy(cell => cell.Column).ToList());
    }

    /// <summary>The blocks of a region.</summary>
    /// <param name="region">Where.</param>
    /// <param name="merges">Cells that span others.</param>
    /// <param name="header">The header row of an earlier page, for a region that goes on from there.</param>
    /// <param name="frozenRows">How many of the sheet's first rows stay in view.</param>
    public static IReadOnlyList<Block> Read(
        CellRegion region, SheetMerges merges, IReadOnlyList<IReadOnlyList<TableCell>>? header = null, int frozenRows = 0)
    {
        if (region.Cells is [var only]) return [new Block.Paragraph(only.Text)];
        if (IsSparse(region)) return [Listed(region)];
        return new RegionTable(region, merges, frozenRows).Read(header);
    }

    private static bool IsSparse(CellRegion region) =>
        (long)region.Rows * region.Columns is var places && places > SparseFrom && places > (long)region.Cells.Count * PlacesPerCell;

    private static Block.Table Listed(CellRegion region) => new(
        [
            [new TableCell("Cell"), new TableCell("Value")],
            .. region.Cells.Select(
                cell => (IReadOnlyList<TableCell>)[new TableCell(CellReference.Write(cell.Row, cell.Column)), new TableCell(cell.Text)]),
        ],
        HeaderRows: 1);

    private List<Block> Read(IReadOnlyList<IReadOnlyList<TableCell>>? header)
    {
        var blocks = new List<Block>();
        var top = _region.Top + (header is null ? Titles() : 0);
        for (var title = _region.Top; title < top; title++) blocks.Add(new Block.Paragraph(_rows[title][0].Text));
        var rows = Rows(top);
        blocks.Add(header is null ? new Block.Table(rows, HeaderRows(top)) : new Block.Table([.. header, .. rows], header.Count));
        return blocks;
    }

    /// <summary>How many of the first rows are titles: a few of one text each, with a fuller row right below.</summary>
    private int Titles()
    {
        var titles = 0;
        while (titles <= MaxTitles && IsOneText(_region.Top + titles)) titles++;
        return titles <= MaxTitles && _rows.GetValueOrDefault(_region.Top + titles) is { Count: > 1 } ? titles : 0;
    }

    /// <summary>Whether all that a row has is a text at the left edge.</summary>
    private bool IsOneText(int row) =>
        _region.Columns > 1 && row < _region.Bottom
        && _rows.GetValueOrDefault(row) is [{ IsText: true } only]
        && only.Column == _region.Left && _merges.EndOf(row, only.Column).Bottom == row;

    private List<IReadOnlyList<TableCell>> Rows(int top)
    {
        var rows = new List<IReadOnlyList<TableCell>>();
        var covered = new bool[_region.Bottom - top + 1, _region.Columns];
        for (var row = top; row <= _region.Bottom; row++)
        {
            var cells = new List<TableCell>();
            var filled = _rows.GetValueOrDefault(row) ?? [];
            var next = 0;
            for (var column = _region.Left; column <= _region.Right; column++)
            {
                while (next < filled.Count && filled[next].Column < column) next++;
                if (covered[row - top, column - _region.Left]) continue;
                var cell = next < filled.Count && filled[next].Column == column ? filled[next] : default;
                cells.Add(Placed(row, column, cell.Text ?? "", top, covered));
            }
            rows.Add(cells);
        }
        return rows;
    }

    private TableCell Placed(int row, int column, string text, int top, bool[,] covered)
    {
        var (bottom, right) = text.Length == 0 ? (row, column) : _merges.EndOf(row, column);
        (bottom, right) = (Math.Min(bottom, _region.Bottom), Math.Min(right, _region.Right));
        // What was covered from above ends a span: merges of a damaged sheet may cross.
        for (var at = column; at <= right; at++)
            if (covered[row - top, at - _region.Left]) right = at - 1;
        for (var down = row; down <= bottom; down++)
            for (var at = column; at <= right; at++) covered[down - top, at - _region.Left] = true;
        return new TableCell(text, bottom - row + 1, right - column + 1);
    }

    /// <summary>
    /// The rows that the sheet freezes; else the first row, when it reads like a header row, with the rows that its
    /// merged cells reach down to.
    /// </summary>
    private int HeaderRows(int top)
    {
        var names = _rows.GetValueOrDefault(top) ?? [];
        if (_frozenRows - top + 1 is > 0 and <= MaxFrozenRows and var frozen && names.Count > 1 && top + frozen <= _region.Bottom)
            return frozen;
        if (top == _region.Bottom || !IsFull(names) || !names.All(IsName)) return 0;
        if (_region.Columns == 1 && _region.Cells.All(cell => cell.IsText)) return 0;
        return Math.Min(names.Max(name => _merges.EndOf(name.Row, name.Column).Bottom) - top + 1, _region.Bottom - top);
    }

    /// <summary>No cell is empty, except the corner above the row labels.</summary>
    private bool IsFull(List<SheetCell> row)
    {
        if (row.Count == 0 || row[0].Column > _region.Left + 1) return false;
        var column = row[0].Column;
        foreach (var cell in row)
        {
            if (cell.Column != column) return false;
            column = _merges.EndOf(cell.Row, cell.Column).Right + 1;
        }
        return column > _region.Right;
    }

    /// <summary>A text, or a year.</summary>
    private static bool IsName(SheetCell cell) =>
        cell.IsText
            || (int.TryParse(cell.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1900 and <= 2100);
}
