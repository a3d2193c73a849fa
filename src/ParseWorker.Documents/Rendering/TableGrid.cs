using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Rendering;

/// <summary>A table with its spans spread out: every row has every column. The cells a span covers repeat its text.</summary>
internal sealed class TableGrid
{
    /// <summary>Spread-out cells at most: two attributes of a hostile page could ask for billions.</summary>
    public const int MaxCells = 1_000_000;

    private readonly List<string?[]> _rows;

    private TableGrid(List<string?[]> rows, int columns, int headerRows)
    {
        _rows = rows;
        Columns = columns;
        HeaderRows = headerRows;
    }

    /// <summary>Columns of every row.</summary>
    public int Columns { get; }

    /// <summary>How many of the first rows are header rows.</summary>
    public int HeaderRows { get; }

    /// <summary>The rows under the header.</summary>
    public IEnumerable<IReadOnlyList<string>> Body => _rows.Skip(HeaderRows).Select(Fill);

    /// <summary>
    /// One name a column: several header rows are joined by a space, a repeated name counts once; empty without header rows.
    /// </summary>
    public IReadOnlyList<string> ColumnNames => [.. Enumerable.Range(0, Columns).Select(NameOf)];

    /// <summary>Places the cells by the rules of HTML's table model (WHATWG HTML §4.9.12, forming a table).</summary>
    /// <exception cref="DocumentException">The spread-out table is too large.</exception>
    public static TableGrid Of(Block.Table table)
    {
        var placed = new TablePlacement(table.Rows.Count);
        for (var row = 0; row < table.Rows.Count; row++)
            foreach (var cell in table.Rows[row])
                placed.Add(row, cell);
        return new(placed.Rows, placed.Columns, Math.Min(table.HeaderRows, table.Rows.Count));
    }

    private IReadOnlyList<string> Fill(string?[] row) =>
        [.. Enumerable.Range(0, Columns).Select(column => column < row.Length ? row[column] ?? "" : "")];

    private string NameOf(int column) =>
        string.Join(' ', _rows.Take(HeaderRows).Select(row => Fill(row)[column]).Where(name => name.Length > 0).Distinct());
}
