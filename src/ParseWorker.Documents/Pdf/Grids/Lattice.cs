using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Rules;

namespace ParseWorker.Documents.Pdf.Grids;

/// <summary>A grid that lines draw on the page.</summary>
/// <param name="Columns">The positions of its standing lines, from left to right.</param>
/// <param name="Rows">The heights of its lying lines, from top to bottom.</param>
/// <param name="Lines">What draws it.</param>
internal sealed record Lattice(IReadOnlyList<double> Columns, IReadOnlyList<double> Rows, Rulings Lines)
{
    /// <summary>How far a line may miss another, in points.</summary>
    public const double Slack = 4;

    /// <summary>Widest distance between an outer line and the text of an open column, in points.</summary>
    private const double OpenWidth = 40;

    public Box Box => new(Columns[0], Rows[^1], Columns[^1], Rows[0]);

    /// <summary>The grids of a page: lines that cross or touch, with all that hang together.</summary>
    public static IEnumerable<Lattice> Find(Rulings rulings, CancellationToken token)
    {
        var (standing, lying) = (new RulingIndex(rulings.Standing), new RulingIndex(rulings.Lying));
        var sets = Touching(standing, lying, token);
        var across = Enumerable.Range(0, lying.Count).ToLookup(line => sets.Find(standing.Count + line), line => lying[line]);
        foreach (var along in Enumerable.Range(0, standing.Count).GroupBy(sets.Find, line => standing[line]))
        {
            var lines = new Rulings([.. across[along.Key]], [.. along]);
            if (lines.Lying.Count == 0 || lines.Lying.Count + lines.Standing.Count < 3) continue;
            yield return new Lattice(Positions(lines.Standing, lines.Lying), [.. Positions(lines.Lying, lines.Standing).AsEnumerable().Reverse()], lines);
        }
    }

    /// <summary>
    /// The grid with an outer column on a side that no line closes: when most rows have text there, right beside the outermost line.
    /// </summary>
    public Lattice OpenedFor(IReadOnlyList<Fragment> text)
    {
        var box = Box;
        var beside = text.Where(fragment => fragment.Box.CenterY < box.Top && fragment.Box.CenterY > box.Bottom).ToList();
        var left = beside.FindAll(fragment => fragment.Box.Right <= box.Left + 1 && box.Left - fragment.Box.Right < OpenWidth);
        var right = beside.FindAll(fragment => fragment.Box.Left >= box.Right - 1 && fragment.Box.Left - box.Right < OpenWidth);
        var columns = Columns.ToList();
        if (left.Count * 2 >= Rows.Count) columns.Insert(0, left.Min(fragment => fragment.Box.Left) - 1);
        if (right.Count * 2 >= Rows.Count) columns.Add(right.Max(fragment => fragment.Box.Right) + 1);
        return new Lattice(columns, Rows, Lines with { Lying = [.. Lines.Lying.Select(line => Stretched(line, columns))] });
    }

    /// <summary>A line that reaches an outer column's edge reaches over the column beside it too.</summary>
    private Ruling Stretched(Ruling line, List<double> columns) => new(
        line.At,
        line.From <= Columns[0] + Slack ? Math.Min(line.From, columns[0]) : line.From,
        line.To >= Columns[^1] - Slack ? Math.Max(line.To, columns[^1]) : line.To);

    /// <summary>The row, counted from 0 at the top, that the middle of a piece of text lies in.</summary>
    public int RowOf(Box box) => InnerBefore(Rows, height => box.CenterY < height);

    /// <summary>The column, counted from 0 at the left, likewise.</summary>
    public int ColumnOf(Box box) => InnerBefore(Columns, left => box.CenterX > left);

    /// <summary>How many of the inner positions come before a place.</summary>
    private static int InnerBefore(IReadOnlyList<double> positions, Func<double, bool> isBefore)
    {
        var (low, high) = (1, positions.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (isBefore(positions[middle])) low = middle + 1;
            else high = middle;
        }
        return low - 1;
    }

    /// <summary>Which lines hang together: the standing ones by their numbers, then the lying ones.</summary>
    private static DisjointSets Touching(RulingIndex standing, RulingIndex lying, CancellationToken token)
    {
        var sets = new DisjointSets(standing.Count + lying.Count);
        for (var line = 0; line < standing.Count; line++)
        {
            token.ThrowIfCancellationRequested();
            foreach (var across in lying.Between(standing[line].From - Slack, standing[line].To + Slack))
                if (lying[across].Covers(standing[line].At, Slack)) sets.Join(line, standing.Count + across);
        }
        return sets;
    }

    /// <summary>A table may be open at its sides: the lines across then reach further than its outer ones.</summary>
    private static List<double> Positions(IReadOnlyList<Ruling> lines, IReadOnlyList<Ruling> across)
    {
        var positions = Distinct(lines.Select(line => line.At)).ToList();
        var (first, last) = (across.Min(line => line.From), across.Max(line => line.To));
        if (first < positions[0] - 2 * Slack) positions.Insert(0, first);
        if (last > positions[^1] + 2 * Slack) positions.Add(last);
        return positions;
    }

    private static IEnumerable<double> Distinct(IEnumerable<double> positions)
    {
        var last = double.NegativeInfinity;
        foreach (var position in positions.Order())
        {
            if (position - last > Slack) yield return position;
            last = position;
        }
    }
}
