using ParseWorker.Typesetting.Content;

namespace ParseWorker.Typesetting.Recipes;

/// <summary>Fills tables.</summary>
/// <param name="prose">Writes the cells.</param>
internal sealed class TableMaker(Prose prose)
{
    /// <summary>A header row over rows of names and figures.</summary>
    public TableContent Plain(int columns, int rows)
    {
        var kinds = Kinds(columns);
        return new([Header(kinds), .. Body(kinds, rows)], HeaderRows: 1, kinds);
    }

    /// <summary>Cells of several lines.</summary>
    public TableContent Wordy(int columns, int rows)
    {
        List<ColumnKind> kinds = [ColumnKind.Label,
            .. Enumerable.Range(1, columns - 1).Select(at => at == 1 || prose.OnceIn(3) ? ColumnKind.Prose : ColumnKind.Code)];
        return new([Header(kinds), .. Body(kinds, rows)], HeaderRows: 1, kinds);
    }

    /// <summary>Two header rows; names in the first one span columns.</summary>
    public TableContent SpanningHeader(int groups, int each, int rows)
    {
        List<ColumnKind> kinds = [ColumnKind.Label, .. Enumerable.Repeat(ColumnKind.Number, groups * each)];
        List<Cell> names = [.. Enumerable.Range(0, groups * each).Select(_ => new Cell(prose.ColumnName()))];
        List<Cell> above = [new(prose.ColumnName(), RowSpan: 2),
            .. Enumerable.Range(0, groups).Select(_ => new Cell(prose.Title(prose.Between(1, 2)), ColumnSpan: each))];
        return new([above, names, .. Body(kinds, rows)], HeaderRows: 2, kinds);
    }

    /// <summary>Rows of groups, each under a row that names it.</summary>
    /// <param name="columns">At least 3.</param>
    /// <param name="groups">How many.</param>
    /// <param name="spans">Whether a group's name has a cell as wide as the table; else it stands in the first column alone.</param>
    public TableContent Grouped(int columns, int groups, bool spans)
    {
        var kinds = Kinds(columns);
        var rows = new List<IReadOnlyList<Cell>> { Header(kinds) };
        for (var group = 0; group < groups; group++)
        {
            var name = prose.Title(prose.Between(1, 2));
            rows.Add(spans ? [new Cell(name, ColumnSpan: columns)] : [new Cell(name), .. Empty(columns - 1)]);
            rows.AddRange(Body(kinds, prose.Between(2, 5)));
        }
        return new(rows, HeaderRows: 1, kinds);
    }

    /// <summary>Names in the first column that count for several rows.</summary>
    /// <param name="columns">At least 3.</param>
    /// <param name="groups">How many names.</param>
    /// <param name="spans">Whether a name's cell is as high as its rows; else the cells below it are empty.</param>
    public TableContent TallNames(int columns, int groups, bool spans)
    {
        List<ColumnKind> kinds = [ColumnKind.Label, .. Kinds(columns - 1)];
        var rows = new List<IReadOnlyList<Cell>> { Header(kinds) };
        for (var group = 0; group < groups; group++)
        {
            var height = prose.Between(2, 4);
            var body = Body([.. kinds.Skip(1)], height).ToList();
            for (var row = 0; row < height; row++)
            {
                if (row == 0) rows.Add([new Cell(prose.Label(), RowSpan: spans ? height : 1), .. body[row]]);
                else rows.Add(spans ? body[row] : [new Cell(""), .. body[row]]);
            }
        }
        return new(rows, HeaderRows: 1, kinds);
    }

    /// <summary>A column that is named and holds nothing, as remarks often do.</summary>
    public TableContent EmptyColumn(int columns, int rows)
    {
        var kinds = Kinds(columns).ToList();
        kinds[prose.Between(1, columns - 1)] = ColumnKind.Empty;
        return new([Header(kinds), .. Body(kinds, rows)], HeaderRows: 1, kinds);
    }

    /// <summary>Few cells hold something.</summary>
    public TableContent Sparse(int columns, int rows)
    {
        var table = Plain(columns, rows);
        var body = table.Rows.Skip(1)
            .Select((row, y) => row
            .Select((cell, x) => x == 0 || (x + y) % columns == 1 || prose.OnceIn(3) ? cell : cell with { Text = "" }));
        return table with { Rows = [table.Rows[0], .. body.Select(row => row.ToList())] };
    }

    /// <summary>Fields to fill in: a name and an empty cell, or a header row over empty rows.</summary>
    public TableContent Form()
    {
        if (prose.OnceIn(2))
        {
            var rows = Enumerable.Range(0, prose.Between(3, 8))
                .Select(_ => (IReadOnlyList<Cell>)[new Cell(prose.Label()), new Cell(""), new Cell(prose.Label()), new Cell("")]);
            return new([.. rows], HeaderRows: 0, [ColumnKind.Label, ColumnKind.Prose, ColumnKind.Label, ColumnKind.Prose]);
        }
        var kinds = Enumerable.Repeat(ColumnKind.Empty, prose.Between(3, 6)).ToList();
        return new([Header(kinds), .. Enumerable.Range(0, prose.Between(3, 9)).Select(_ => Empty(kinds.Count))], HeaderRows: 1, kinds);
    }

    /// <summary>One column.</summary>
    public TableContent OneColumn(int rows)
    {
        ColumnKind[] kinds = [ColumnKind.Label];
        return new([Header(kinds), .. Body(kinds, rows)], HeaderRows: 1, kinds);
    }

    /// <summary>The name of a column, and the cells of a body of such columns.</summary>
    public IEnumerable<IReadOnlyList<Cell>> Body(IReadOnlyList<ColumnKind> kinds, int rows)
    {
        var write = kinds.Select(Writer).ToList();
        for (var row = 0; row < rows; row++) yield return [.. write.Select(cell => new Cell(cell()))];
    }

    private List<Cell> Header(IReadOnlyList<ColumnKind> kinds) => [.. kinds.Select(_ => new Cell(prose.ColumnName()))];

    private static List<Cell> Empty(int cells) => [.. Enumerable.Repeat(new Cell(""), cells)];

    private List<ColumnKind> Kinds(int columns) =>
    [
        ColumnKind.Label,
        .. Enumerable.Range(1, columns - 1)
            .Select(_ => prose.Pick([ColumnKind.Number, ColumnKind.Number, ColumnKind.Number, ColumnKind.Code, ColumnKind.Label])),
    ];

    private Func<string> Writer(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => prose.Figures(),
        ColumnKind.Code => prose.Codes(),
        ColumnKind.Prose => () => prose.Sentence(prose.Between(6, 18)),
        ColumnKind.Empty => () => "",
        _ => prose.Label,
    };
}
