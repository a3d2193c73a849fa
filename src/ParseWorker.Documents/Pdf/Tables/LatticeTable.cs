using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Grids;
using ParseWorker.Documents.Pdf.Paragraphs;
using ParseWorker.Documents.Pdf.Tables.Cells;

namespace ParseWorker.Documents.Pdf.Tables;

/// <summary>Fills a drawn grid with the text in it. Where a line is missing between two places, they are one cell.</summary>
internal static class LatticeTable
{
    /// <summary>Share of the cells that hold text, at least: charts have grids too.</summary>
    private const double Filled = 0.25;

    /// <summary>Places of the grid to a glyph in it, at most: one that is finer than its text is a drawing.</summary>
    private const int PlacesPerGlyph = 50;

    /// <summary>Places of a grid, at most: the cells that a table may have.</summary>
    private const int MostPlaces = 1_000_000;

    /// <summary>The table, or null for a frame, a chart or a drawing.</summary>
    public static PlacedTable? Read(Lattice drawn, IReadOnlyList<Fragment> inside, CancellationToken token)
    {
        var most = MostPlacesFor(inside);
        if (drawn.Rows.Count < 2 || drawn.Columns.Count < 3 || (drawn.Rows.Count - 1L) * (drawn.Columns.Count - 1) > most) return null;
        var lattice = TextRows.Drawn(OpenColumns.Drawn(drawn, inside, most, token), inside, most, token);
        var (rows, columns) = (lattice.Rows.Count - 1, lattice.Columns.Count - 1);
        if (rows * columns < 4) return null;
        var owners = LatticeCells.Owners(lattice, token);
        var texts = new Dictionary<int, List<Fragment>>();
        foreach (var fragment in inside)
        {
            var place = lattice.RowOf(fragment.Box) * columns + lattice.ColumnOf(fragment.Box);
            if (!texts.TryGetValue(owners[place], out var cell)) texts[owners[place]] = cell = [];
            cell.Add(fragment);
        }
        SplitRows.Apply(lattice, owners, texts);
        SplitColumns.Apply(lattice, owners, texts);
        if (texts.Count < 3 || texts.Count < Filled * owners.Distinct().Count()) return null;
        var table = TableShape.Make(owners, rows, columns, cell => texts.TryGetValue(cell, out var text) ? Paragraph.TextOf(text) : "");
        var hasHeader = TableHeader.IsSure(table, [.. inside.Where(fragment => lattice.RowOf(fragment.Box) == 0)], inside);
        return new PlacedTable(lattice.Box, table, ColumnsOf(lattice), hasHeader) { IsDrawn = true };
    }

    private static long MostPlacesFor(IReadOnlyList<Fragment> inside) =>
        Math.Min(MostPlaces, PlacesPerGlyph * inside.Sum(fragment => (long)fragment.GlyphCount));

    private static List<TextColumn> ColumnsOf(Lattice lattice) =>
        [.. lattice.Columns.Zip(lattice.Columns.Skip(1), (left, right) => new TextColumn(left, right))];
}
