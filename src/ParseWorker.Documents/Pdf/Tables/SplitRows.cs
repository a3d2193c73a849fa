using ParseWorker.Documents.Pdf.Layout;

namespace ParseWorker.Documents.Pdf.Tables;

/// <summary>
/// Parts a cell that reaches over rows only because no line was drawn in its column: each of the rows has a line of its text, set on
/// the baseline of the text beside it. The text of a true tall cell stands where it likes.
/// </summary>
internal static class SplitRows
{
    /// <summary>How far two baselines of one row may differ, in sizes.</summary>
    private const double SameBaseline = 0.2;

    /// <param name="lattice">The grid.</param>
    /// <param name="owners">For each place of the grid, row by row, the place that stands for its cell; changed.</param>
    /// <param name="texts">The text of each cell; changed.</param>
    public static void Apply(Lattice lattice, int[] owners, Dictionary<int, List<Fragment>> texts)
    {
        var columns = lattice.Columns.Count - 1;
        foreach (var cell in texts.Keys.ToList())
        {
            var places = Enumerable.Range(0, owners.Length).Where(place => owners[place] == cell).ToList();
            var rows = places.ConvertAll(place => place / columns).Distinct().ToList();
            if (rows.Count < 2) continue;
            var lines = rows.ConvertAll(row => texts[cell].FindAll(fragment => lattice.RowOf(fragment.Box) == row));
            if (!rows.Zip(lines).All(pair => pair.Second.Count > 0 && StandsBeside(pair.First, pair.Second))) continue;
            foreach (var (row, line) in rows.Zip(lines))
            {
                var own = places.FindAll(place => place / columns == row);
                own.ForEach(place => owners[place] = own[0]);
                texts[own[0]] = line;
            }

            bool StandsBeside(int row, List<Fragment> line) => texts.Any(other =>
                other.Key != cell && owners.AsSpan(row * columns, columns).Contains(other.Key) && other.Value.Exists(fragment => OnOneBaseline(fragment, line[0])));
        }
    }

    private static bool OnOneBaseline(Fragment one, Fragment other) => Math.Abs(one.Baseline - other.Baseline) < SameBaseline * one.Size;
}
