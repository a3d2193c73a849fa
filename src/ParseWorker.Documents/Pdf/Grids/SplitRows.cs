using ParseWorker.Documents.Pdf.Fragments;

namespace ParseWorker.Documents.Pdf.Grids;

/// <summary>
/// Splits a cell that spans rows only because no rule was drawn in its column: each of the rows has a line of its text,
/// on the baseline of the text beside it. In a cell that truly spans rows, text may stand anywhere.
/// </summary>
internal static class SplitRows
{
    /// <summary>How far two baselines of one row may differ, in em.</summary>
    private const double SameBaseline = 0.2;

    /// <param name="lattice">The grid.</param>
    /// <param name="owners">For each place of the grid, row by row, the place that stands for its cell; changed.</param>
    /// <param name="texts">The text of each cell; changed.</param>
    public static void Apply(Lattice lattice, int[] owners, Dictionary<int, List<Fragment>> texts)
    {
        var columns = lattice.Columns.Count - 1;
        var placesOf = Enumerable.Range(0, owners.Length).ToLookup(place => owners[place]);
        foreach (var cell in texts.Keys.ToList())
        {
            var rows = placesOf[cell].GroupBy(place => place / columns).ToList();
            if (rows.Count < 2) continue;
            var lines = texts[cell].GroupBy(fragment => lattice.RowOf(fragment.Box)).ToDictionary(line => line.Key, line => line.ToList());
            if (!rows.TrueForAll(row => lines.TryGetValue(row.Key, out var line) && IsBesideOne(cell, row.Key, line[0]))) continue;
            foreach (var row in rows)
            {
                foreach (var place in row) owners[place] = row.First();
                texts[row.First()] = lines[row.Key];
            }
        }

        bool IsBesideOne(int cell, int row, Fragment line)
        {
            for (var place = row * columns; place < (row + 1) * columns; place++)
                if (owners[place] != cell && texts.TryGetValue(owners[place], out var other)
                    && other.Exists(fragment => OnOneBaseline(fragment, line))) return true;
            return false;
        }
    }

    private static bool OnOneBaseline(Fragment one, Fragment other) => Math.Abs(one.Baseline - other.Baseline) < SameBaseline * one.Size;
}
