using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Grids;

namespace ParseWorker.Documents.Pdf.Tables;

/// <summary>Takes in a table's header row that stands above the grid, without lines of its own: the names over its columns.</summary>
internal static class OpenHeader
{
    /// <summary>Distance between the header row and the grid's upper edge at most, in em.</summary>
    private const double Reach = 1.5;

    /// <summary>How far a header may stand out of its column, in points.</summary>
    private const double Slack = 4;

    /// <summary>The header row right above the grid, from left to right; empty when what stands there is none.</summary>
    public static IReadOnlyList<Fragment> Find(Lattice lattice, IReadOnlyList<Fragment> text)
    {
        var near = text.Where(fragment => IsRightAbove(fragment, lattice.Box)).OrderBy(fragment => fragment.Baseline).ToList();
        if (near.Count == 0) return [];
        var header = near.FindAll(fragment => fragment.Baseline - near[0].Baseline < near[0].Size / 2);
        var columns = header.ConvertAll(fragment => ColumnOf(lattice, fragment));
        var names = columns.Distinct().Count();
        var isHeader = columns.TrueForAll(column => column >= 0) && names == header.Count && names > 1
            && names >= lattice.Columns.Count - 2;
        return isHeader ? header : [];
    }

    /// <summary>The table with that row before its own.</summary>
    public static PlacedTable Put(PlacedTable table, Lattice lattice, IReadOnlyList<Fragment> header)
    {
        var names = header.ToLookup(fragment => ColumnOf(lattice, fragment), fragment => fragment.Text);
        var row = Enumerable.Range(0, lattice.Columns.Count - 1).Select(column => new TableCell(names[column].FirstOrDefault("")));
        return table with
        {
            Box = Box.Around([table.Box, .. header.Select(name => name.Box)]),
            Table = new Block.Table([[.. row], .. table.Table.Rows], 1),
            HasHeader = true,
        };
    }

    private static bool IsRightAbove(Fragment fragment, Box grid) =>
        fragment.Box.CenterY > grid.Top && fragment.Baseline - grid.Top < Reach * fragment.Size && fragment.Box.CenterX > grid.Left
            && fragment.Box.CenterX < grid.Right;

    private static int ColumnOf(Lattice lattice, Fragment fragment) =>
        lattice.Columns.Zip(lattice.Columns.Skip(1)).ToList().FindIndex(column => fragment.Box.Left > column.First - Slack
            && fragment.Box.Right < column.Second + Slack);
}
