using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Lines;

namespace ParseWorker.Documents.Pdf.Tables.Cells;

/// <summary>
/// Finds names that count for several rows: they stand in the middle of those, between two of them or beside the middle one, and nothing
/// else stands in their column there.
/// </summary>
internal static class TallNames
{
    /// <summary>How far a name may stand from the middle between two rows, as a share of their distance.</summary>
    private const double Off = 0.2;

    /// <summary>How far the baselines of a row may differ, in em.</summary>
    private const double SameBaseline = 0.2;

    /// <summary>Distance between lines at least, in em: what is closer stands beside each other.</summary>
    private const double Beside = 0.9;

    /// <summary>Distance of two rows with names between them at most, as a multiple of the usual one.</summary>
    private const double Wider = 1.5;

    /// <summary>The rows of a table's text, and the names between them by the row that they stand right below.</summary>
    /// <param name="fragments">The text.</param>
    /// <param name="columns">Where it stands.</param>
    /// <param name="rules">Heights of lines drawn between rows.</param>
    public static (List<List<Fragment>> Rows, ILookup<int, Fragment> Names) Rows(
        IReadOnlyList<Fragment> fragments, IReadOnlyList<TextColumn> columns, IReadOnlyList<double> rules)
    {
        var (lines, close) = (Lines(fragments), new List<(List<Fragment> Names, Fragment Upper, Fragment Lower)>());
        for (var at = 1; at < lines.Count - 1; at++)
            if (AreBeside(lines[at - 1], lines[at]) && AreBeside(lines[at], lines[at + 1])
                && AreBetween(lines[at - 1], lines[at], lines[at + 1], columns))
                close.Add((lines[at], lines[at - 1][0], lines[++at][0]));
        var rows = CellRows.Of(fragments, columns, rules);
        var between = new List<(Fragment Above, Fragment Name)>();
        if (close.Count > 0)
        {
            var named = close.SelectMany(line => line.Names).ToHashSet();
            var others = CellRows.Of([.. fragments.Where(fragment => !named.Contains(fragment))], columns, rules);
            // Fewer rows than before: the lines around the names are of one cell, and so were the names.
            if (others.Count >= rows.Count(row => !row.TrueForAll(named.Contains)))
            {
                rows = others;
                foreach (var (names, upper, lower) in close)
                {
                    var row = rows.Find(row => row.Contains(upper))!;
                    if (row.Contains(lower)) row.AddRange(names);
                    else between.AddRange(names.Select(name => (upper, name)));
                }
            }
        }
        var kept = WithoutRowsBetween(rows, columns, between);
        return (kept, between.ToLookup(name => kept.FindIndex(row => row.Contains(name.Above)), name => name.Name));
    }

    /// <summary>Makes each name one cell with the rows that it counts for.</summary>
    /// <param name="between">Names between rows, by the row that they stand right below.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">From left to right.</param>
    /// <param name="rules">Heights of the lines drawn between rows.</param>
    /// <param name="owners">For each place, row by row, the place that stands for its cell; changed.</param>
    /// <param name="texts">The text of each cell; changed.</param>
    public static void Put(ILookup<int, Fragment> between, List<List<Fragment>> rows, IReadOnlyList<TextColumn> columns,
        IReadOnlyList<double> rules, int[] owners, Dictionary<int, List<Fragment>> texts)
    {
        var all = texts.Values.SelectMany(text => text).Concat(between.SelectMany(names => names)).ToList();
        var before = (Owners: owners.ToArray(), Texts: new Dictionary<int, List<Fragment>>(texts));
        Spread(between, rows, columns, rules, owners, texts);
        var left = texts.Values.SelectMany(text => text).ToList();
        if (left.Count == all.Count && left.ToHashSet().SetEquals(all)) return;

        // They and cells over several columns are in each other's way, and no text may go: each name goes to the row above it instead.
        before.Owners.CopyTo(owners, 0);
        texts.Clear();
        foreach (var (place, text) in before.Texts) texts[place] = text;
        foreach (var names in between)
            foreach (var name in names)
            {
                var column = Enumerable.Range(0, columns.Count).MinBy(at => columns[at].Covers(name.Box) ? -1
                    : Math.Abs(columns[at].Left + columns[at].Right - (2 * name.Box.CenterX)));
                var place = owners[(Math.Max(0, names.Key) * columns.Count) + column];
                texts[place] = [.. texts.GetValueOrDefault(place) ?? [], name];
            }
    }

    private static void Spread(ILookup<int, Fragment> between, List<List<Fragment>> rows, IReadOnlyList<TextColumn> columns,
        IReadOnlyList<double> rules, int[] owners, Dictionary<int, List<Fragment>> texts)
    {
        var heights = rows.ConvertAll(Baseline);
        var bands = Enumerable.Range(0, rows.Count).GroupBy(row => rules.Count(rule => rule > heights[row]))
            .Select(band => band.ToList()).ToList();
        var isNested = true;
        for (var column = 0; column < columns.Count; column++)
        {
            var hasTall = false;
            foreach (var band in bands)
            {
                var names = NamesIn(band, column);
                var shares = Shares([.. names.Select(name => name.At)], band[0], band[^1] + 1, isNested);
                foreach (var ((at, text), (first, last)) in names.Zip(shares))
                {
                    if (first == last) continue;
                    hasTall = true;
                    texts.Remove(((int)at * columns.Count) + column);
                    for (var row = first; row <= last; row++) owners[(row * columns.Count) + column] = (first * columns.Count) + column;
                    texts[(first * columns.Count) + column] = text;
                }
            }
            isNested &= hasTall;
        }

        // Where a column's names stand in a band: at a row, or half a row below; none where cells reach over several columns.
        List<(double At, List<Fragment> Text)> NamesIn(List<int> band, int column)
        {
            var names = new List<(double, List<Fragment>)>();
            foreach (var row in band)
            {
                var place = (row * columns.Count) + column;
                if (texts.TryGetValue(place, out var text)) names.Add((row, text));
                var below = between[row].Where(name => columns[column].Covers(name.Box)).ToList();
                if (below.Count > 0) names.Add((row + 0.5, below));
                if (owners[place] != place || (column + 1 < columns.Count && owners[place + 1] == place)) return names.FindAll(IsBelowRow);
            }
            return names;
        }

        static bool IsBelowRow((double At, List<Fragment> Text) name) => name.At != Math.Floor(name.At);
    }

    /// <summary>
    /// The rows that each of a column's names counts for: those that part a band between two rules so that each name is in the middle of
    /// its own; else names between two rows count for these.
    /// </summary>
    /// <param name="names">Where names stand, from top to bottom: at a row, or half a row below.</param>
    /// <param name="from">The first row of the band.</param>
    /// <param name="to">The row after the last.</param>
    /// <param name="isNested">Whether names beside the middle row count for the others, as they do before a column of plain cells.</param>
    private static List<(int First, int Last)> Shares(IReadOnlyList<double> names, int from, int to, bool isNested)
    {
        var shares = new List<(int First, int Last)>();
        foreach (var name in names)
        {
            var last = (int)Math.Round(2 * name) - from;
            if (last < from || last >= to) break;
            shares.Add((from, last));
            from = last + 1;
        }
        var isParted = from == to && shares.Count == names.Count;
        var isSure = names.Any(name => name != Math.Floor(name)) || (isNested && shares.TrueForAll(share => share.First < share.Last));
        return isParted && isSure ? shares : [.. names.Select(name => ((int)Math.Floor(name), (int)Math.Ceiling(name)))];
    }

    /// <summary>Takes out rows that hold only names between the rows above and below, where rows are further apart than lines.</summary>
    private static List<List<Fragment>> WithoutRowsBetween(
        List<List<Fragment>> rows, IReadOnlyList<TextColumn> columns, List<(Fragment Above, Fragment Name)> between)
    {
        var kept = new List<List<Fragment>>();
        var steps = rows.Zip(rows.Skip(1), (upper, lower) => Baseline(upper) - Baseline(lower)).Order().ToList();
        for (var at = 0; at < rows.Count; at++)
        {
            if (at > 0 && at < rows.Count - 1 && kept.Count > 0 && kept[^1] == rows[at - 1]
                && Baseline(rows[at - 1]) - Baseline(rows[at + 1]) < Wider * Math.Max(steps[steps.Count / 2], 1.2 * rows[at][0].Size)
                && AreBetween(rows[at - 1], rows[at], rows[at + 1], columns))
                between.AddRange(rows[at].Select(name => (rows[at - 1][0], name)));
            else kept.Add(rows[at]);
        }
        return kept;
    }

    private static bool AreBetween(List<Fragment> above, List<Fragment> names, List<Fragment> below, IReadOnlyList<TextColumn> columns)
    {
        var (upper, lower) = (Baseline(above), Baseline(below));
        if (Math.Abs(((upper - Baseline(names)) / (upper - lower)) - 0.5) > Off) return false;
        var free = columns.Where(column => !above.Exists(other => column.Covers(other.Box))
            && !below.Exists(other => column.Covers(other.Box))).ToList();
        return names.TrueForAll(name => free.Count(column => column.Covers(name.Box)) == 1
            && columns.Count(column => column.Covers(name.Box)) == 1);
    }

    private static bool AreBeside(List<Fragment> upper, List<Fragment> lower) =>
        Baseline(upper) - Baseline(lower) < Beside * lower[0].Size;

    /// <summary>Fragments on one baseline, from top to bottom.</summary>
    private static List<List<Fragment>> Lines(IEnumerable<Fragment> fragments)
    {
        var lines = new List<List<Fragment>>();
        foreach (var fragment in fragments.OrderByDescending(fragment => fragment.Baseline))
        {
            if (lines.Count > 0 && lines[^1][0].Baseline - fragment.Baseline <= SameBaseline * fragment.Size) lines[^1].Add(fragment);
            else lines.Add([fragment]);
        }
        return lines;
    }

    private static double Baseline(List<Fragment> row) => row.MaxBy(fragment => fragment.GlyphCount)!.Baseline;
}
