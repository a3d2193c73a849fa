using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Text;

/// <summary>Cuts rows into tables, one a page, each under the first row as its header.</summary>
internal sealed class CsvPages
{
    /// <summary>Cells of one page, as many as of a sheet's.</summary>
    private const int MaxCells = 50_000;

    /// <summary>Characters of one page; a quarter of what the engine host passes on.</summary>
    private const int MaxCharacters = 4 * 1024 * 1024;

    private readonly string[] _header;
    private readonly List<string[]> _rows = [];
    private int _width;
    private long _characters;

    private CsvPages(string[] header)
    {
        _header = header;
        (_width, _characters) = (header.Length, Characters(header));
    }

    /// <summary>The tables, at least one when there is a row.</summary>
    public static IEnumerable<Block.Table> Cut(IEnumerable<string[]> rows)
    {
        CsvPages? pages = null;
        foreach (var row in rows)
        {
            if (pages is null)
            {
                pages = new CsvPages(row);
                continue;
            }
            if (pages.IsFull(row)) yield return pages.End();
            pages.Add(row);
        }
        if (pages is not null) yield return pages.End();
    }

    private bool IsFull(string[] next) => _rows.Count > 0
        && (Math.Max(_width, next.Length) * (_rows.Count + 2L) > MaxCells || _characters + Characters(next) > MaxCharacters);

    private void Add(string[] row)
    {
        _rows.Add(row);
        _width = Math.Max(_width, row.Length);
        _characters += Characters(row);
    }

    private static long Characters(string[] row) => row.Sum(field => (long)field.Length);

    private Block.Table End()
    {
        Block.Table table = new([Cells(_header), .. _rows.Select(Cells)], HeaderRows: 1);
        _rows.Clear();
        (_width, _characters) = (_header.Length, Characters(_header));
        return table;
    }

    /// <summary>A short row gets empty cells: every row of a page has the columns of its longest.</summary>
    private IReadOnlyList<TableCell> Cells(string[] row) =>
        [.. row.Select(field => new TableCell(field)), .. Enumerable.Repeat(new TableCell(""), _width - row.Length)];
}
