using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Lines;
using ParseWorker.Documents.Pdf.Rules;

namespace ParseWorker.Documents.Pdf.Tables;

/// <summary>
/// Finds tables that only horizontal rules mark, as books set them: over the header row, under the header row, under the last row,
/// between the rows. The lines, or the edges of shaded rows, are as wide as the table; what lies between two of them stands in columns.
/// </summary>
internal static class RuledBands
{
    private const double SameEdge = 8;

    /// <summary>Shorter lines are not a table's.</summary>
    private const double Shortest = 60;

    /// <summary>Distance from a header row's baseline to the line below it at most, in em.</summary>
    private const double HeaderDistance = 1.2;

    /// <summary>Distance from that line to the first row's baseline at most, in em.</summary>
    private const double RowDistance = 2.2;

    /// <summary>Distance between two rules with nothing between them that part two tables, in em.</summary>
    private const double Apart = 1.0;

    /// <summary>Distance from a rule to text that parts two tables, in em, and as a multiple of that on the text's other side.</summary>
    private const double Far = 2.0, Farther = 2.0;

    /// <summary>Rules that frame a table: over its header row, below it, and below the last row.</summary>
    private const int Frame = 3;

    /// <summary>Distance between the rules around a line that groups rows at most, in em.</summary>
    private const double GroupHeight = 3.2;

    /// <summary>Lines that a name in the header row takes at most.</summary>
    private const int HeaderLines = 3;

    /// <summary>Distance between a chart's lines and their labels, in points.</summary>
    private const double LabelDistance = 40;

    /// <summary>Widths of lines on a page that are looked at, at most: all text is compared with each.</summary>
    private const int MostGroups = 200;

    /// <summary>The tables, with the place each takes.</summary>
    public static IEnumerable<PlacedTable> Find(Rulings rulings, List<Fragment> text, CancellationToken token)
    {
        var found = new List<PlacedTable>();
        foreach (var group in Groups(rulings))
        {
            token.ThrowIfCancellationRequested();
            var isOfFound = group.TrueForAll(rule => found.Exists(table => IsWithin(rule, table.Box)));
            if (isOfFound || IsChart(group, text)) continue;
            var lines = LineBuilder.Build(text.Where(fragment => fragment.Box.CenterX > group[0].From - SameEdge
                && fragment.Box.CenterX < group[0].To + SameEdge));
            foreach (var (top, bottom) in TabularStretches(group, lines, rulings))
            {
                var (from, to) = (lines.FindIndex(line => line.Box.CenterY < top),
                    lines.FindLastIndex(line => line.Box.CenterY > bottom) + 1);
                if (from < 0 || from >= to) continue;
                var inside = lines.GetRange(from, to - from);
                if (IsOpen(group, (top, bottom), inside, rulings)) (from, to) = TableRun.Around(lines, from, to, 0);
                else if (top == group[0].At && IsHeaderAbove(top, lines, from, to)) from--;
                var run = lines.GetRange(from, to - from);
                var parts = rulings.Horizontal.Where(rule => rule.At < top && rule.At > bottom && IsShorter(rule, group[0])).ToList();
                if (run.Count < 2 || TextGrid.Read(run, [.. group.Select(rule => rule.At)], parts) is not { } table
                    || !(table.IsMostlyFilledBetweenNotes || (IsFramed(group, top, bottom) && table.IsFilledWithinFrame))
                    || RunningText.Is(run, table.Columns)) continue;
                found.Add(table);
                yield return table;
            }
        }
    }

    /// <summary>Lines of one width, from top to bottom; the uppermost groups where there are too many.</summary>
    private static List<List<Ruling>> Groups(Rulings rulings)
    {
        var groups = new List<List<Ruling>>();
        foreach (var rule in rulings.Horizontal.Concat(rulings.Edges)
            .Where(rule => rule.Length > Shortest).OrderByDescending(rule => rule.At))
        {
            var group = groups.Find(known => Math.Abs(known[0].From - rule.From) < SameEdge && Math.Abs(known[0].To - rule.To) < SameEdge);
            if (group is not null) group.Add(rule);
            else if (groups.Count < MostGroups) groups.Add([rule]);
        }
        return groups;
    }

    /// <summary>
    /// Stretches from one line to another between which all text is in columns. The text right above a single line is one, when it is in
    /// fragments.
    /// </summary>
    private static IEnumerable<(double Top, double Bottom)> TabularStretches(List<Ruling> group, List<Line> lines, Rulings rulings)
    {
        if (group.Count == 1 && HeaderAbove(group[0], lines) is { } top) yield return (top, group[0].At);
        var bands = group.Zip(group.Skip(1), (top, bottom) => lines.FindAll(line => line.Box.CenterY < top.At
            && line.Box.CenterY > bottom.At)).ToList();
        for (var from = 0; from < bands.Count; from++)
        {
            if (!IsTabular(bands[from]) || IsEnd(from)) continue;
            var to = from + 1;
            while (Next(to) is { } next) to = next + 1;
            yield return (group[from].At, group[to].At);
            from = to - 1;
        }

        // The next band in columns: a line that groups rows may stand before it, and what the edges of shaded rows leave beside rules.
        int? Next(int band)
        {
            var between = 0;
            for (; band < bands.Count && between < 2; band++)
            {
                if (IsEnd(band) || IsAtLowerRule(band)) return null;
                if (IsTabular(bands[band])) return band;
                if (bands[band].Count > 1) return null;
                if (bands[band] is [var line] && group[band].At - group[band + 1].At > GroupHeight * line.Size) return null;
                between += bands[band].Count;
            }
            return null;
        }

        // Nothing, or what is right below its upper rule and far from the next table's, or another table's rule ends a table.
        bool IsEnd(int band) => bands[band].Count == 0 ? group[band].At - group[band + 1].At > Apart * lines[0].Size
            : (band + 1 < bands.Count && IsFar(Below(band), Above(band), bands[band][0].Size))
                || IsParted(group[band], group[band + 1], rulings);

        // What is right above its lower rule only is of the next table.
        bool IsAtLowerRule(int band) => bands[band].Count > 0 && IsFar(Above(band), Below(band), bands[band][0].Size);

        double Above(int band) => group[band].At - bands[band][0].Box.Top;

        double Below(int band) => bands[band][^1].Box.Bottom - group[band + 1].At;
    }

    private static bool IsFar(double distance, double other, double size) => distance > Far * size && distance > Farther * other;

    /// <summary>Whether a rule that reaches out of two on both sides lies between them: it is another table's.</summary>
    private static bool IsParted(Ruling upper, Ruling lower, Rulings rulings) =>
        rulings.Horizontal.Any(rule => rule.At < upper.At && rule.At > lower.At && rule.From < upper.From - SameEdge
            && rule.To > upper.To + SameEdge);

    private static bool IsWithin(Ruling rule, Box table) =>
        rule.At < table.Top && rule.At > table.Bottom && rule.From > table.Left - SameEdge && rule.To < table.Right + SameEdge;

    private static bool IsShorter(Ruling rule, Ruling whole) =>
        rule.From > whole.From - SameEdge && rule.To < whole.To + SameEdge && rule.Length < whole.Length - SameEdge;

    private static bool IsFramed(List<Ruling> group, double top, double bottom) =>
        group.Count(rule => rule.At <= top && rule.At >= bottom) >= Frame;

    /// <summary>Names right above a single rule, and the first row right below it.</summary>
    private static double? HeaderAbove(Ruling rule, List<Line> lines)
    {
        var below = lines.FindIndex(line => line.Baseline < rule.At);
        if (below < 1 || lines[below - 1].Baseline - rule.At > HeaderDistance * lines[below - 1].Size) return null;
        if (rule.At - lines[below].Baseline > RowDistance * lines[below].Size
            || !lines.Skip(below).Take(HeaderLines).Any(TableRun.IsInFragments)) return null;
        return lines.Take(below).TakeLast(HeaderLines).LastOrDefault(TableRun.IsInFragments)?.Box.Top;
    }

    /// <summary>Whether the line right above the uppermost rule names the columns below it: one name a column, at most.</summary>
    private static bool IsHeaderAbove(double rule, List<Line> lines, int from, int to)
    {
        if (from == 0 || lines[from - 1].Baseline - rule > HeaderDistance * lines[from - 1].Size) return false;
        var columns = TextColumns.Find(lines.GetRange(from, to - from));
        var places = lines[from - 1].Fragments.Select(name => columns.FindAll(column => column.Covers(name.Box))).ToList();
        var named = places.Where(place => place.Count > 0).ToList();
        return places.Count > 1 && places.Count <= columns.Count && named.Count * 3 >= columns.Count * 2
            && named.TrueForAll(place => place.Count == 1) && named.DistinctBy(place => place[0]).Count() == named.Count;
    }

    /// <summary>Text in columns, which at most a title crosses.</summary>
    private static bool IsTabular(List<Line> band)
    {
        if (band.Count == 0) return false;
        var columns = TextColumns.Find(band);
        return columns.Count > 1
            && band.Count(line => line.Fragments.Count == 1 && columns.Count(column => column.Covers(line.Box)) > 1) <= 1;
    }

    /// <summary>The lines of a chart's scale stand at the height of their labels; a table's stand between its rows.</summary>
    private static bool IsChart(List<Ruling> group, List<Fragment> text) =>
        group.Count(line => text.Exists(label => line.Covers(label.Box.CenterX, LabelDistance)
            && Math.Abs(label.Box.CenterY - line.At) < 0.2 * label.Size)) * 2 > group.Count;

    /// <summary>
    /// Whether the table may go on beyond its outer rules: they part its header row from its rows, or shade some of these.
    /// </summary>
    private static bool IsOpen(List<Ruling> group, (double Top, double Bottom) stretch, List<Line> inside, Rulings rulings) =>
        group.Count == 1 || inside.Count(TableRun.IsInFragments) < 2
            || rulings.Edges.Any(edge => edge.At == stretch.Top || edge.At == stretch.Bottom);
}
