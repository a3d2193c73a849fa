using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Rules;

namespace ParseWorker.Documents.Pdf.Grids;

/// <summary>A grid of rules on the page.</summary>
/// <param name="Columns">The positions of its vertical rules, from left to right.</param>
/// <param name="Rows">The heights of its horizontal rules, from top to bottom.</param>
/// <param name="Rules">What draws it.</param>
internal sealed record Lattice(IReadOnlyList<double> Columns, IReadOnlyList<double> Rows, Rulings Rules)
{
    /// <summary>How far a rule may miss another, in points.</summary>
    public const double Slack = 4;

    /// <summary>Widest distance between an outer rule and the text of an open column, in points.</summary>
    private const double OpenWidth = 40;

    public Box Box => new(Columns[0], Rows[^1], Columns[^1], Rows[0]);

    /// <summary>The grids of a page: rules that cross or touch, with all that hang together.</summary>
    public static IEnumerable<Lattice> Find(Rulings rulings, CancellationToken token)
    {
        var (vertical, horizontal) = (new RulingIndex(rulings.Vertical), new RulingIndex(rulings.Horizontal));
        var sets = Touching(vertical, horizontal, token);
        var across = Enumerable.Range(0, horizontal.Count).ToLookup(rule => sets.Find(vertical.Count + rule), rule => horizontal[rule]);
        foreach (var along in Enumerable.Range(0, vertical.Count).GroupBy(sets.Find, rule => vertical[rule]))
        {
            var rules = new Rulings([.. across[along.Key]], [.. along]);
            if (rules.Horizontal.Count == 0 || rules.Horizontal.Count + rules.Vertical.Count < 3) continue;
            yield return new Lattice(Positions(rules.Vertical, rules.Horizontal),
                [.. Positions(rules.Horizontal, rules.Vertical).AsEnumerable().Reverse()], rules);
        }
    }

    /// <summary>
    /// The grid with an outer column on a side that no rule closes: when most rows have text there, right beside the outermost rule.
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
        return new Lattice(columns, Rows, Rules with { Horizontal = [.. Rules.Horizontal.Select(rule => Stretched(rule, columns))] });
    }

    /// <summary>A rule that reaches an outer column's edge reaches over the column beside it too.</summary>
    private Ruling Stretched(Ruling rule, List<double> columns) => new(
        rule.At,
        rule.From <= Columns[0] + Slack ? Math.Min(rule.From, columns[0]) : rule.From,
        rule.To >= Columns[^1] - Slack ? Math.Max(rule.To, columns[^1]) : rule.To);

    /// <summary>The row, counted from 0 at the top, that the middle of a fragment of text lies in.</summary>
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

    /// <summary>Which rules hang together: the vertical ones by their numbers, then the horizontal ones.</summary>
    private static DisjointSets Touching(RulingIndex vertical, RulingIndex horizontal, CancellationToken token)
    {
        var sets = new DisjointSets(vertical.Count + horizontal.Count);
        for (var rule = 0; rule < vertical.Count; rule++)
        {
            token.ThrowIfCancellationRequested();
            foreach (var across in horizontal.Between(vertical[rule].From - Slack, vertical[rule].To + Slack))
                if (horizontal[across].Covers(vertical[rule].At, Slack)) sets.Join(rule, vertical.Count + across);
        }
        return sets;
    }

    /// <summary>A table may be open at its sides: the rules across then reach further than its outer ones.</summary>
    private static List<double> Positions(IReadOnlyList<Ruling> rules, IReadOnlyList<Ruling> across)
    {
        var positions = Distinct(rules.Select(rule => rule.At)).ToList();
        var (first, last) = (across.Min(rule => rule.From), across.Max(rule => rule.To));
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
