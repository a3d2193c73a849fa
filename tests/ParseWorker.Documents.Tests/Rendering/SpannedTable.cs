using CsCheck;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Tests.Rendering;

/// <summary>A made-up table: its cells with their spans, and the grid that they fill.</summary>
internal sealed class SpannedTable
{
    private readonly string?[][] _grid;

    private SpannedTable(int rows, int columns, int headers)
    {
        _grid = [.. Enumerable.Range(0, rows).Select(_ => new string?[columns])];
        HeaderRows = headers;
        Cells = [.. Enumerable.Range(0, rows).Select(_ => new List<TableCell>())];
    }

    /// <summary>Tables of one row and more, with none to two header rows, whose spans may reach from the header into the body.</summary>
    public static Gen<SpannedTable> Any { get; } =
        from columns in Gen.Int[1, 4]
        from rows in Gen.Int[1, 5]
        from headers in Gen.Int[0, 2]
        from texts in HostileText.Any.Array[rows * columns]
        from heights in Gen.Frequency((3, Gen.Const(1)), (1, Gen.Int[2, 3])).Array[rows * columns]
        from widths in Gen.Frequency((3, Gen.Const(1)), (1, Gen.Int[2, 3])).Array[rows * columns]
        select Make(rows, columns, Math.Min(headers, rows), texts, heights, widths);

    public int HeaderRows { get; }

    /// <summary>The cells of each row, as HTML has them.</summary>
    public List<TableCell>[] Cells { get; }

    public Block.Table Block => new([.. Cells], HeaderRows);

    /// <summary>The text of every place; a span repeats its own.</summary>
    public string[][] Grid => [.. _grid.Select(row => row.Select(text => text!).ToArray())];

    /// <summary>What the formats without spans must tell: a name for each column, then the rows of the body.</summary>
    public string[][] NamesAndBody =>
    [
        [.. Enumerable.Range(0, _grid[0].Length)
            .Select(column => string
                .Join(' ', Grid.Take(HeaderRows).Select(row => row[column]).Where(text => text.Length > 0).Distinct()))],
        .. Grid.Skip(HeaderRows),
    ];

    public override string ToString() => $"{HeaderRows} header rows, {string.Join(" / ", Cells.Select(row => string.Join(", ", row)))}";

    private static SpannedTable Make(int rows, int columns, int headers, string[] texts, int[] heights, int[] widths)
    {
        var table = new SpannedTable(rows, columns, headers);
        for (var place = 0; place < rows * columns; place++)
            if (table._grid[place / columns][place % columns] is null)
                table.Put(place / columns, place % columns, texts[place], heights[place], widths[place]);
        return table;
    }

    /// <summary>Cells come row by row, so only what reaches down from above can be in the way.</summary>
    private void Put(int row, int column, string text, int height, int width)
    {
        var right = column;
        while (right < _grid[row].Length && right < column + width && _grid[row][right] is null) right++;
        var bottom = Math.Min(_grid.Length, row + height);
        for (var down = row; down < bottom; down++) Array.Fill(_grid[down], text, column, right - column);
        Cells[row].Add(new TableCell(text, bottom - row, right - column));
    }
}
