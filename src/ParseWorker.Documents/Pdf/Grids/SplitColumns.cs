using ParseWorker.Documents.Pdf.Fragments;

namespace ParseWorker.Documents.Pdf.Grids;

/// <summary>
/// Splits cells that span columns only because no rule was drawn in their rows: several rows have text apart in the columns that the
/// header row's rules part. A title over several columns is one text.
/// </summary>
internal static class SplitColumns
{
    /// <summary>Rows that show it: a title may have a gap too.</summary>
    private const int FewestRows = 3;

    /// <param name="lattice">The grid.</param>
    /// <param name="owners">For each place of the grid, row by row, the place that stands for its cell; changed.</param>
    /// <param name="texts">The text of each cell; changed.</param>
    public static void Apply(Lattice lattice, int[] owners, Dictionary<int, List<Fragment>> texts)
    {
        var columns = lattice.Columns.Count - 1;
        var placesOf = Enumerable.Range(0, owners.Length).ToLookup(place => owners[place]);
        var wide = texts.Keys.Where(cell => IsRow(placesOf[cell].ToList()) && IsApart(texts[cell])).ToList();
        if (wide.Count < FewestRows) return;
        foreach (var cell in wide)
        {
            foreach (var place in placesOf[cell]) owners[place] = place;
            var row = cell / columns * columns;
            var parts = texts[cell].GroupBy(fragment => row + lattice.ColumnOf(fragment.Box)).ToList();
            texts.Remove(cell);
            foreach (var part in parts) texts[part.Key] = [.. part];
        }

        bool IsRow(List<int> places) => places.Count > 1 && places[0] / columns == places[^1] / columns;

        bool IsApart(List<Fragment> text) =>
            text.TrueForAll(IsInAColumn) && text.Select(fragment => lattice.ColumnOf(fragment.Box)).Distinct().Count() > 1;

        bool IsInAColumn(Fragment fragment)
        {
            var column = lattice.ColumnOf(fragment.Box);
            return fragment.Box.Left > lattice.Columns[column] - Lattice.Slack
                && fragment.Box.Right < lattice.Columns[column + 1] + Lattice.Slack;
        }
    }
}
