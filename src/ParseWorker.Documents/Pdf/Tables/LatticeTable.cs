using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Grids;
using ParseWorker.Documents.Pdf.Lines;
using ParseWorker.Documents.Pdf.Paragraphs;

namespace ParseWorker.Documents.Pdf.Tables;

/// <summary>Makes a table of a drawn grid and the text in it.</summary>
internal static class LatticeTable
{
    /// <summary>Share of the cells that hold text, at least: charts have grids too.</summary>
    private const double Filled = 0.25;

    /// <summary>The table, or null for a frame, a chart or a drawing.</summary>
    public static PlacedTable? Read(Lattice drawn, IReadOnlyList<Fragment> inside, CancellationToken token)
    {
        if (GridText.Read(drawn, inside, token) is not var (lattice, owners, texts)) return null;
        if (texts.Count < 3 || texts.Count < Filled * owners.Distinct().Count()) return null;
        var table = TableShape.Make(owners, lattice.Rows.Count - 1, lattice.Columns.Count - 1,
            cell => texts.TryGetValue(cell, out var text) ? PageParagraph.TextOf(text) : "");
        var hasHeader = TableHeader.IsSure(table, [.. inside.Where(fragment => lattice.RowOf(fragment.Box) == 0)], inside);
        return new PlacedTable(lattice.Box, table, ColumnsOf(lattice), hasHeader) { IsDrawn = true };
    }

    private static List<TextColumn> ColumnsOf(Lattice lattice) =>
        [.. lattice.Columns.Zip(lattice.Columns.Skip(1), (left, right) => new TextColumn(left, right))];
}
