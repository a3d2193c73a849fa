using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Grids;
using ParseWorker.Documents.Pdf.Order;
using ParseWorker.Documents.Pdf.Rules;

namespace ParseWorker.Documents.Pdf.Tables;

/// <summary>Finds the tables of a page and takes their text out of the running one.</summary>
internal static class PageTables
{
    /// <summary>Tables and the text around them.</summary>
    /// <param name="rulings">The lines drawn there.</param>
    /// <param name="fragments">The text.</param>
    /// <param name="besides">Glyphs that run in other directions: a grid that holds more of them is theirs.</param>
    /// <param name="token">Stops it.</param>
    public static List<PageItem> Find(Rulings rulings, IReadOnlyList<Fragment> fragments, Lazy<IReadOnlyList<Box>> besides,
        CancellationToken token)
    {
        var text = fragments.ToList();
        var items = new List<PageItem>();
        foreach (var drawn in Lattice.Find(rulings, token).OrderBy(lattice => lattice.Box.Width * lattice.Box.Height))
        {
            var lattice = rulings.HasUndrawn ? drawn.OpenedFor(text) : drawn;
            token.ThrowIfCancellationRequested();
            var inside = text.FindAll(fragment => lattice.Box.Holds(fragment.Box));
            if (inside.Count == 0 || IsOfOthers(lattice.Box, inside, besides.Value)
                || LatticeTable.Read(lattice, inside, token) is not { } table) continue;
            text.RemoveAll(inside.ToHashSet().Contains);
            var header = table.Table.Rows[0].Sum(cell => cell.ColumnSpan) == lattice.Columns.Count - 1 ? OpenHeader.Find(lattice, text)
                : [];
            text.RemoveAll(header.Contains);
            items.Add(header.Count > 0 ? OpenHeader.Put(table, lattice, header) : table);
        }
        Take(RuledBands.Find(rulings, text, token), text, items);
        foreach (var column in ReadingOrder.TextColumns(text, token).ToList()) Take(AlignedRuns.Find(column), text, items);
        items.AddRange(text.Select(fragment => new TextItem(fragment)));
        return items;
    }

    private static bool IsOfOthers(Box grid, List<Fragment> inside, IReadOnlyList<Box> besides) =>
        besides.Count > 0 && besides.Count(grid.Holds) > inside.Sum(fragment => fragment.GlyphCount);

    private static void Take(IEnumerable<PlacedTable> found, List<Fragment> text, List<PageItem> items)
    {
        foreach (var table in found.ToList())
            if (text.RemoveAll(fragment => table.Box.Holds(fragment.Box)) > 0) items.Add(table);
    }
}
