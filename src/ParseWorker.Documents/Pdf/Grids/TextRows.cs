using ParseWorker.Documents.Pdf.Characters;
using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Lines;
using ParseWorker.Documents.Pdf.Rules;

namespace ParseWorker.Documents.Pdf.Grids;

/// <summary>
/// Draws the rules that a grid leaves out between rows: where figures stand below each other in its cells, and everything beside them on
/// the same baselines. Words run over several lines of a cell, figures do not.
/// </summary>
internal static class TextRows
{
    /// <summary>How far two baselines of one row may differ, in em.</summary>
    private const double SameBaseline = 0.25;

    /// <summary>The grid with those rules.</summary>
    /// <param name="lattice">The grid as it is drawn.</param>
    /// <param name="inside">Its text.</param>
    /// <param name="most">Places that it may have; with more it stays as it is drawn.</param>
    /// <param name="token">Stops it.</param>
    public static Lattice Drawn(Lattice lattice, IReadOnlyList<Fragment> inside, long most, CancellationToken token)
    {
        var columns = lattice.Columns.Count - 1;
        var owners = LatticeCells.Owners(lattice, token);
        var tall = Enumerable.Range(0, owners.Length).Where(place => place / columns != owners[place] / columns)
            .Select(place => owners[place]).ToHashSet();
        var split = new List<(int First, Dictionary<int, List<Line>> Cells, List<double> Edges)>();
        foreach (var row in inside.GroupBy(fragment => lattice.RowOf(fragment.Box)))
        {
            token.ThrowIfCancellationRequested();
            var cells = row.ToLookup(fragment => owners[row.Key * columns + lattice.ColumnOf(fragment.Box)]);
            var lines = cells.Where(cell => !tall.Contains(cell.Key)).ToDictionary(cell => cell.Key, cell => LineBuilder.Build(cell));
            if (Edges(lines, row.Key * columns) is { Count: > 0 } edges) split.Add((row.Key * columns, lines, edges));
        }
        if (split.Count == 0 || (lattice.Rows.Count - 1L + split.Sum(row => (long)row.Edges.Count)) * columns > most) return lattice;
        var rules = split.SelectMany(row => Runs(columns, column => IsOpen(owners[row.First + column], row.Cells, row.Edges))
            .SelectMany(run => row.Edges.Select(edge => new Ruling(edge, lattice.Columns[run.First], lattice.Columns[run.End])))).ToList();
        return new Lattice(
            lattice.Columns,
            [.. lattice.Rows.Concat(rules.Select(rule => rule.At)).Distinct().OrderDescending()],
            lattice.Rules with { Horizontal = [.. lattice.Rules.Horizontal, .. rules] });

        bool IsOpen(int cell, Dictionary<int, List<Line>> cells, List<double> edges) =>
            !tall.Contains(cell) && !IsBetweenRows(cells.GetValueOrDefault(cell), edges);
    }

    /// <summary>The open columns, as many as lie beside each other at once: from the first to before the end.</summary>
    private static IEnumerable<(int First, int End)> Runs(int columns, Func<int, bool> isOpen)
    {
        var first = 0;
        for (var column = 0; column <= columns; column++)
        {
            if (column < columns && isOpen(column)) continue;
            if (first < column) yield return (first, column);
            first = column + 1;
        }
    }

    /// <summary>Where rules are missing between the lines of a drawn row's cells; none where it is one row.</summary>
    private static List<double> Edges(Dictionary<int, List<Line>> cells, int first)
    {
        var figures = cells
            .Where(cell => cell.Key != first && cell.Value.Count > 1 && cell.Value.TrueForAll(line => FigureText.Is(line.Text)))
            .Select(cell => cell.Value).ToList();
        if (figures.Count == 0) return [];
        var rows = figures.MaxBy(cell => cell.Count)!;
        var hasName = cells.TryGetValue(first, out var names) && names.Count == rows.Count;
        if (figures.Count < 2 && !(hasName && cells.Count == 2)) return [];
        var isAligned = cells.Values.All(cell => cell.Count == 1 || cell.TrueForAll(line => rows.Exists(row => AreBeside(row, line))));
        return isAligned ? [.. rows.Zip(rows.Skip(1), (upper, lower) => (upper.Box.Bottom + lower.Box.Top) / 2)] : [];
    }

    /// <summary>One line in the middle of several rows is a name that counts for all of them.</summary>
    private static bool IsBetweenRows(List<Line>? cell, List<double> edges) =>
        cell is [var name] && edges.Exists(edge => edge < name.Box.Top && edge > name.Box.Bottom);

    private static bool AreBeside(Line one, Line other) => Math.Abs(one.Baseline - other.Baseline) < SameBaseline * one.Size;
}
