using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Geometry;

namespace ParseWorker.Documents.Pdf.Lines;

/// <summary>A column of text, in points from the left.</summary>
internal readonly record struct TextColumn(double Left, double Right)
{
    /// <summary>Whether a box stands in it, if only in part.</summary>
    public bool Covers(Box box) => Right > box.Left + 1 && Left < box.Right - 1;
}

/// <summary>Finds the columns that fragments of text stand in: where hardly any line has text, there is a gap between two.</summary>
internal static class TextColumns
{
    /// <summary>Share of the fragments below each other that may cross a gap: titles over several columns do.</summary>
    private const double Crossing = 0.2;

    /// <summary>The narrowest gap, in em.</summary>
    private const double Narrowest = 0.5;

    /// <summary>Lines above and below that tell a title, and those of them with several fragments, at least.</summary>
    private const int Near = 8, FewestBelow = 2;

    /// <summary>Lines at the top of a table that titles stand in, at most.</summary>
    private const int TitleLines = 3;

    /// <summary>Fragments of a line that may hold titles, at most: each is compared with all near it.</summary>
    private const int MostNames = 200;

    private const int EnoughLines = 3;
    private const double SameLeft = 1.5;

    /// <summary>The columns, from left to right.</summary>
    /// <param name="lines">From top to bottom.</param>
    /// <param name="hasTitles">Whether titles over several columns may stand at the top: where rules show that it is a table's.</param>
    public static List<TextColumn> Find(IReadOnlyList<Line> lines, bool hasTitles = false)
    {
        var fragments = hasTitles ? WithoutTitles(lines) : lines.SelectMany(line => line.Fragments).ToList();
        if (fragments.Count == 0) fragments = [.. lines.SelectMany(line => line.Fragments)];
        var most = (int)(Crossing * Deepest(fragments));
        var gap = Narrowest * fragments.Average(fragment => fragment.Size);
        var columns = new List<TextColumn>();
        foreach (var covered in Covered(fragments, most))
        {
            if (columns.Count > 0 && covered.Left - columns[^1].Right < gap
                && !AllBegin(covered.Left, lines)) columns[^1] = columns[^1] with { Right = covered.Right };
            else columns.Add(covered);
        }
        return hasTitles ? WithoutCrossed(columns, fragments, lines) : columns;
    }

    /// <summary>Leaves out where only titles and cells over several columns stand: a column has text of its own below them.</summary>
    private static List<TextColumn> WithoutCrossed(List<TextColumn> columns, List<Fragment> fragments, IReadOnlyList<Line> lines)
    {
        var titles = Enumerable.Range(0, Math.Min(TitleLines, lines.Count - 1))
            .Where(at => lines[at].Fragments.Count < lines[at + 1].Fragments.Count).SelectMany(at => lines[at].Fragments).ToHashSet();
        var own = new HashSet<TextColumn>();
        foreach (var fragment in fragments)
            if (!titles.Contains(fragment) && columns.FindAll(column => column.Covers(fragment.Box)) is [var only]) own.Add(only);
        return own.Count > 1 ? columns.FindAll(own.Contains) : columns;
    }

    /// <summary>Whether a line has text in most columns, each fragment in one of its own.</summary>
    public static bool AreFilledBy(Line line, List<TextColumn> columns)
    {
        var places = line.Fragments.Select(fragment => columns.FindAll(column => column.Covers(fragment.Box))).ToList();
        return places.Count > 1 && places.Count * 3 >= columns.Count * 2
            && places.TrueForAll(place => place.Count == 1) && places.DistinctBy(place => place[0]).Count() == places.Count;
    }

    /// <summary>What shows the columns: not what stands over several fragments of most lines near it.</summary>
    private static List<Fragment> WithoutTitles(IReadOnlyList<Line> lines)
    {
        var plain = new List<Fragment>();
        var at = 0;
        for (; at < Math.Min(lines.Count, TitleLines) && lines[at].Fragments.Count <= MostNames; at++)
        {
            var names = lines[at].Fragments.Where(fragment => !IsTitle(fragment, at, lines)).ToList();
            if (names.Count == lines[at].Fragments.Count) break;
            plain.AddRange(names);
        }
        for (; at < lines.Count; at++)
            if (lines[at].Fragments is not [var only] || !IsTitle(only, at, lines)) plain.AddRange(lines[at].Fragments);
        return plain;
    }

    private static bool IsTitle(Fragment title, int at, IReadOnlyList<Line> lines)
    {
        var (several, single) = (0, 0);
        for (var other = Math.Max(0, at - Near); other < Math.Min(lines.Count, at + Near + 1); other++)
        {
            if (other == at || lines[other].Fragments.Count == 1) continue;
            var below = lines[other].Fragments.Count(fragment => fragment.Box.CenterX > title.Box.Left
                && fragment.Box.CenterX < title.Box.Right);
            if (below > 1) several++;
            else if (below == 1) single++;
        }
        return several >= FewestBelow && several > single;
    }

    /// <summary>
    /// A column begins where a fragment of every line does, however narrow the gap before it: names in a header row may fill their columns.
    /// </summary>
    private static bool AllBegin(double left, IReadOnlyList<Line> lines) =>
        lines.Count >= EnoughLines && lines.All(line => line.Fragments.Any(fragment => Math.Abs(fragment.Box.Left - left) < SameLeft));

    /// <summary>The most fragments that stand below each other anywhere.</summary>
    private static int Deepest(List<Fragment> fragments)
    {
        var (depth, deepest) = (0, 0);
        foreach (var (_, step) in Edges(fragments)) deepest = Math.Max(deepest, depth += step);
        return deepest;
    }

    /// <summary>The stretches that more than <paramref name="most"/> fragments cover, or any where none is crossed.</summary>
    private static IEnumerable<TextColumn> Covered(List<Fragment> fragments, int most)
    {
        var (depth, left) = (0, 0.0);
        foreach (var (at, step) in Edges(fragments))
        {
            if (step > 0 && depth == most) left = at;
            if (step < 0 && depth == most + 1) yield return new TextColumn(left, at);
            depth += step;
        }
    }

    private static IOrderedEnumerable<(double At, int Step)> Edges(List<Fragment> fragments) =>
        fragments.Select(fragment => (At: fragment.Box.Left, Step: 1)).Concat(fragments
            .Select(fragment => (At: fragment.Box.Right, Step: -1)))
            .OrderBy(edge => edge.At).ThenByDescending(edge => edge.Step);
}
