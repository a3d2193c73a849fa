using ParseWorker.Documents.Pdf.Fragments;

namespace ParseWorker.Documents.Pdf.Grids;

/// <summary>A drawn grid and the text in its cells. Where a rule is missing between two places, they are one cell.</summary>
/// <param name="Lattice">The grid, with the rules that its text says are missing.</param>
/// <param name="Owners">For each place, row by row, the place that stands for its cell.</param>
/// <param name="Texts">The text of the cells that have some, by the place that stands for them.</param>
internal sealed record GridText(Lattice Lattice, int[] Owners, IReadOnlyDictionary<int, List<Fragment>> Texts)
{
    /// <summary>Places of the grid to a glyph in it, at most: one that is finer than its text is a drawing.</summary>
    private const int PlacesPerGlyph = 50;

    /// <summary>Places of a grid, at most: the cells that a table may have.</summary>
    private const int MostPlaces = 1_000_000;

    /// <summary>Fills a grid with the text in it; null for a frame, or one that is too fine for its text.</summary>
    public static GridText? Read(Lattice drawn, IReadOnlyList<Fragment> inside, CancellationToken token)
    {
        var most = Math.Min(MostPlaces, PlacesPerGlyph * inside.Sum(fragment => (long)fragment.GlyphCount));
        if (drawn.Rows.Count < 2 || drawn.Columns.Count < 3 || (drawn.Rows.Count - 1L) * (drawn.Columns.Count - 1) > most) return null;
        var lattice = TextRows.Drawn(OpenColumns.Drawn(drawn, inside, most, token), inside, most, token);
        var columns = lattice.Columns.Count - 1;
        if ((lattice.Rows.Count - 1) * columns < 4) return null;
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
        return new(lattice, owners, texts);
    }
}
