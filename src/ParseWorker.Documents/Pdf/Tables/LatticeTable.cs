using ParseWorker.Documents.Pdf.Layout;

namespace ParseWorker.Documents.Pdf.Tables;

/// <summary>Fills a drawn grid with the text in it. Where a line is missing between two places, they are one cell.</summary>
internal static class LatticeTable
{
    /// <summary>Share of the cells that hold text, at the least: charts have grids too.</summary>
    private const double Filled = 0.25;

    /// <summary>The table, or null for a frame or a chart.</summary>
    public static PlacedTable? Read(Lattice lattice, IReadOnlyList<Fragment> inside)
    {
        var (rows, columns) = (lattice.Rows.Count - 1, lattice.Columns.Count - 1);
        if (rows < 1 || columns < 2 || rows * columns < 4) return null;
        var owners = Owners(lattice, rows, columns);
        var texts = new Dictionary<int, List<Fragment>>();
        foreach (var fragment in inside)
        {
            var place = PlaceOf(lattice, fragment.Box);
            if (!texts.TryGetValue(owners[place], out var cell)) texts[owners[place]] = cell = [];
            cell.Add(fragment);
        }
        SplitRows.Apply(lattice, owners, texts);
        if (texts.Count < 3 || texts.Count < Filled * owners.Distinct().Count()) return null;
        var table = TableShape.Make(owners, rows, columns, cell => texts.TryGetValue(cell, out var text) ? CellText.Of(text) : "");
        var hasHead = TableHead.IsSure(table, [.. inside.Where(fragment => lattice.RowOf(fragment.Box) == 0)], inside);
        return new PlacedTable(lattice.Box, table, ColumnsOf(lattice), hasHead) { IsDrawn = true };
    }

    private static List<TextColumn> ColumnsOf(Lattice lattice) => [.. lattice.Columns.Zip(lattice.Columns.Skip(1), (left, right) => new TextColumn(left, right))];

    /// <summary>For each place of the grid, row by row, the place that stands for its cell.</summary>
    private static int[] Owners(Lattice lattice, int rows, int columns)
    {
        var owners = Enumerable.Range(0, rows * columns).ToArray();
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
            {
                var place = row * columns + column;
                if (column > 0 && !lattice.HasStanding(column, row)) owners[place] = owners[place - 1];
                if (row > 0 && !lattice.HasLying(row, column)) Join(owners, place, owners[place - columns]);
            }
        return owners;
    }

    private static void Join(int[] owners, int place, int above)
    {
        var old = owners[place];
        for (var at = 0; at <= place; at++)
            if (owners[at] == old) owners[at] = Math.Min(above, old);
    }

    private static int PlaceOf(Lattice lattice, Box box)
    {
        var column = 0;
        while (column < lattice.Columns.Count - 2 && box.CenterX > lattice.Columns[column + 1]) column++;
        return lattice.RowOf(box) * (lattice.Columns.Count - 1) + column;
    }
}
