using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Lines;
using ParseWorker.Documents.Pdf.Rules;

namespace ParseWorker.Documents.Pdf.Grids;

/// <summary>
/// Draws the vertical rules that a grid leaves out: where the text between two of them stands in columns of its own, line after line. Many
/// tables have a single one, beside their first column.
/// </summary>
internal static class OpenColumns
{
    /// <summary>Lines that show columns, at least, and share of the lines from the first of them on that are such.</summary>
    private const int FewestLines = 2;

    private const double Full = 0.75;

    /// <summary>Columns at most: each fragment is compared with all of them, and no table has more between two rules.</summary>
    private const int MostColumns = 200;

    /// <summary>Lines above those, at most: titles over several of the columns.</summary>
    private const int MostTitles = 2;

    /// <summary>The grid with those rules.</summary>
    /// <param name="lattice">The grid as it is drawn.</param>
    /// <param name="inside">Its text.</param>
    /// <param name="most">Places that it may have; with more it stays as it is drawn.</param>
    /// <param name="token">Stops it.</param>
    public static Lattice Drawn(Lattice lattice, IReadOnlyList<Fragment> inside, long most, CancellationToken token)
    {
        var byColumn = inside.ToLookup(fragment => lattice.ColumnOf(fragment.Box));
        var (vertical, horizontal) = (new List<Ruling>(), new List<Ruling>());
        for (var column = 0; column < lattice.Columns.Count - 1; column++)
        {
            token.ThrowIfCancellationRequested();
            var (left, right) = (lattice.Columns[column], lattice.Columns[column + 1]);
            var lines = LineBuilder.Build(byColumn[column]
                .Where(fragment => fragment.Box.Left > left - Lattice.Slack && fragment.Box.Right < right + Lattice.Slack));
            if (Edges(lines, out var titles) is { Count: > 0 } edges && edges.Count * (lattice.Rows.Count - 1L) < most)
                Draw(lattice, (left, right), lines, titles, edges, vertical, horizontal);
        }
        var columns = lattice.Columns.Concat(vertical.Select(rule => rule.At)).Distinct().Order().ToList();
        var rows = lattice.Rows.Concat(horizontal.Select(rule => rule.At)).Distinct().OrderDescending().ToList();
        return vertical.Count == 0 || (columns.Count - 1L) * (rows.Count - 1) > most ? lattice
            : new Lattice(columns, rows, lattice.Rules with
            {
                Horizontal = [.. lattice.Rules.Horizontal, .. horizontal],
                Vertical = [.. lattice.Rules.Vertical, .. Rulings.Merged(vertical)],
            });
    }

    /// <summary>Where rules are missing between the fragments of lines; none where they make no columns.</summary>
    private static List<double> Edges(List<Line> lines, out int titles)
    {
        titles = 0;
        if (lines.Count <= FewestLines) return [];
        var columns = TextColumns.Find(lines, hasTitles: true);
        if (columns.Count is < 2 or > MostColumns) return [];
        titles = lines.FindIndex(line => TextColumns.AreFilledBy(line, columns));
        if (titles is < 0 or > MostTitles || RunningText.Is(lines, columns)) return [];
        var full = lines.Skip(titles).Count(line => TextColumns.AreFilledBy(line, columns));
        return full < FewestLines || full < Full * (lines.Count - titles) ? []
            : [.. columns.Zip(columns.Skip(1), (one, next) => (one.Right + next.Left) / 2)];
    }

    /// <summary>Draws them through each drawn row; under a title a horizontal one first, and those between titles beside it.</summary>
    private static void Draw(Lattice lattice, (double Left, double Right) column, List<Line> lines, int titles, List<double> edges,
        List<Ruling> vertical, List<Ruling> horizontal)
    {
        foreach (var row in Enumerable.Range(0, lines.Count).GroupBy(line => lattice.RowOf(lines[line].Box)))
        {
            var (top, bottom) = (lattice.Rows[row.Key], lattice.Rows[row.Key + 1]);
            foreach (var title in row.Where(line => line < titles))
            {
                var isLast = title == row.Last();
                var end = isLast ? bottom : (lines[title].Box.Bottom + lines[title + 1].Box.Top) / 2;
                if (!isLast) horizontal.Add(new(end, column.Left, column.Right));
                vertical.AddRange(Gaps(lines[title]).Select(gap => new Ruling(edges.MinBy(edge => Math.Abs(edge - gap)), end, top)));
                top = end;
            }
            if (top > bottom) vertical.AddRange(edges.Select(edge => new Ruling(edge, bottom, top)));
        }
    }

    private static IEnumerable<double> Gaps(Line line) =>
        line.Fragments.Zip(line.Fragments.Skip(1), (left, right) => (left.Box.Right + right.Box.Left) / 2);
}
