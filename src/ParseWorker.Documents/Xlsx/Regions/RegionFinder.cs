using ParseWorker.Documents.Xlsx.Cells;

namespace ParseWorker.Documents.Xlsx.Regions;

/// <summary>
/// Finds the used regions among cells: cells that touch, also at a corner, are one, and so are regions whose boxes overlap. That is
/// Excel's own "current region", which empty rows and columns end.
/// </summary>
internal sealed class RegionFinder
{
    /// <summary>More regions than this are no tables but a scatter of cells, and stay one region.</summary>
    private const int MaxRegions = 1000;

    /// <summary>Rows that all merges together may fill; the merges of a real sheet don't overlap.</summary>
    private const int MaxMergedRows = 1_000_000;

    private readonly IReadOnlyList<SheetCell> _cells;
    private readonly (int Bottom, int Right)[] _ends;
    private readonly SortedDictionary<int, List<Run>> _rows = [];
    private readonly int[] _parents;
    private int _mergedRows;

    private RegionFinder(IReadOnlyList<SheetCell> cells, SheetMerges merges)
    {
        _cells = cells;
        _parents = [.. Enumerable.Range(0, cells.Count)];
        var last = cells.Count == 0 ? 0 : cells[^1].Row;
        _ends = [.. cells.Select(cell => End(merges.EndOf(cell.Row, cell.Column), cell, last))];
    }

    private readonly record struct Run(int Left, int Right, int Cell);

    /// <summary>The regions, from top to bottom and from left to right.</summary>
    /// <param name="cells">In order of rows and columns.</param>
    /// <param name="merges">What is below the last cell is left out.</param>
    /// <param name="token">Checked between rows.</param>
    public static IReadOnlyList<CellRegion> Find(IReadOnlyList<SheetCell> cells, SheetMerges merges, CancellationToken token)
    {
        var finder = new RegionFinder(cells, merges);
        finder.FillRows();
        finder.JoinRows(token);
        var regions = finder.Regions();
        if (regions.Count > MaxRegions) return [regions.Aggregate(Box) with { Cells = cells }];
        JoinOverlapping(regions, token);
        return [.. regions.OrderBy(region => region.Top).ThenBy(region => region.Left)];
    }

    private static CellRegion Box(CellRegion one, CellRegion other) => (one with { Cells = [] }).With(other with { Cells = [] });

    private (int Bottom, int Right) End((int Bottom, int Right) merge, SheetCell cell, int last)
    {
        var bottom = Math.Min(merge.Bottom, last);
        _mergedRows += bottom - cell.Row;
        return _mergedRows <= MaxMergedRows ? (bottom, merge.Right) : (cell.Row, cell.Column);
    }

    private void FillRows()
    {
        for (var cell = 0; cell < _cells.Count; cell++)
            for (var row = _cells[cell].Row; row <= _ends[cell].Bottom; row++)
            {
                if (!_rows.TryGetValue(row, out var runs)) _rows[row] = runs = [];
                runs.Add(new(_cells[cell].Column, _ends[cell].Right, cell));
            }
    }

    private void JoinRows(CancellationToken token)
    {
        var (above, aboveRow) = (new List<Run>(), 0);
        foreach (var (row, runs) in _rows)
        {
            token.ThrowIfCancellationRequested();
            var joined = JoinWithin(runs);
            if (row == aboveRow + 1) JoinAcross(above, joined);
            (above, aboveRow) = (joined, row);
        }
    }

    private List<Run> JoinWithin(List<Run> runs)
    {
        runs.Sort((one, other) => one.Left.CompareTo(other.Left));
        var joined = new List<Run>();
        foreach (var run in runs)
        {
            if (joined.Count == 0 || run.Left > joined[^1].Right + 1)
            {
                joined.Add(run);
                continue;
            }
            Join(joined[^1].Cell, run.Cell);
            joined[^1] = joined[^1] with { Right = Math.Max(joined[^1].Right, run.Right) };
        }
        return joined;
    }

    private void JoinAcross(List<Run> above, List<Run> below)
    {
        for (int up = 0, down = 0; up < above.Count && down < below.Count;)
        {
            if (above[up].Left <= below[down].Right + 1 && below[down].Left <= above[up].Right + 1) Join(above[up].Cell, below[down].Cell);
            if (above[up].Right < below[down].Right) up++;
            else down++;
        }
    }

    private void Join(int one, int other) => _parents[RootOf(one)] = RootOf(other);

    private int RootOf(int cell)
    {
        while (_parents[cell] != cell) cell = _parents[cell] = _parents[_parents[cell]];
        return cell;
    }

    private List<CellRegion> Regions() =>
    [
        .. Enumerable.Range(0, _cells.Count).GroupBy(RootOf).Select(cells => new CellRegion(
            cells.Min(cell => _cells[cell].Row),
            cells.Min(cell => _cells[cell].Column),
            cells.Max(cell => _ends[cell].Bottom),
            cells.Max(cell => _ends[cell].Right),
            [.. cells.Select(cell => _cells[cell])])),
    ];

    private static void JoinOverlapping(List<CellRegion> regions, CancellationToken token)
    {
        for (var at = 0; at < regions.Count; at++)
        {
            token.ThrowIfCancellationRequested();
            var other = regions.FindIndex(at + 1, regions[at].Overlaps);
            if (other < 0) continue;
            regions[at] = regions[at].With(regions[other]);
            regions.RemoveAt(other);
            // What has grown may reach what was passed by.
            at = -1;
        }
    }
}
