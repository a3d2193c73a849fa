using ParseWorker.Documents.Pdf.Layout;

namespace ParseWorker.Documents.Pdf.Tables;

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
    public static IEnumerable<Lattice> Find(Rulings rulings)
    {
        var free = new HashSet<int>(Enumerable.Range(0, rulings.Standing.Count));
        while (free.Count > 0)
        {
            var (lying, standing) = Connected(rulings, free);
            if (lying.Count + standing.Count < 3 || lying.Count == 0) continue;
            var lines = new Rulings([.. lying.Select(index => rulings.Lying[index])], [.. standing.Select(index => rulings.Standing[index])], []);
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
    public int RowOf(Box box)
    {
        var row = 0;
        while (row < Rows.Count - 2 && box.CenterY < Rows[row + 1]) row++;
        return row;
    }

    /// <summary>Whether a line stands between two columns beside a row.</summary>
    public bool HasStanding(int column, int row) =>
        Lines.Standing.Any(line => Math.Abs(line.At - Columns[column]) <= Slack && line.Covers((Rows[row] + Rows[row + 1]) / 2, 0))
        || column == 0 || column == Columns.Count - 1;

    /// <summary>Whether a line lies between two rows below a column.</summary>
    public bool HasLying(int row, int column) =>
        Lines.Lying.Any(line => Math.Abs(line.At - Rows[row]) <= Slack && line.Covers((Columns[column] + Columns[column + 1]) / 2, 0))
        || row == 0 || row == Rows.Count - 1;

    private static (HashSet<int> Lying, HashSet<int> Standing) Connected(Rulings rulings, HashSet<int> free)
    {
        var (lying, standing) = (new HashSet<int>(), new HashSet<int>());
        var open = new Queue<int>();
        open.Enqueue(free.First());
        while (open.TryDequeue(out var index))
        {
            if (!free.Remove(index)) continue;
            standing.Add(index);
            for (var line = 0; line < rulings.Lying.Count; line++)
            {
                if (!Touch(rulings.Lying[line], rulings.Standing[index]) || !lying.Add(line)) continue;
                foreach (var other in free.Where(other => Touch(rulings.Lying[line], rulings.Standing[other]))) open.Enqueue(other);
            }
        }
        return (lying, standing);
    }

    private static bool Touch(Ruling lying, Ruling standing) => lying.Covers(standing.At, Slack) && standing.Covers(lying.At, Slack);

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
