using ParseWorker.Documents.Pdf.Fragments;

namespace ParseWorker.Documents.Pdf.Lines;

/// <summary>Joins the fragments of one column that stand beside each other, and sorts the lines from top to bottom.</summary>
internal static class LineBuilder
{
    /// <summary>How much of their height two fragments share when they stand in one line.</summary>
    private const double SameLine = 0.5;

    public static List<Line> Build(IEnumerable<Fragment> fragments)
    {
        var lines = new List<List<Fragment>>();
        foreach (var fragment in fragments.OrderByDescending(fragment => fragment.Baseline))
        {
            if (lines.Count > 0 && Belongs(fragment, lines[^1])) lines[^1].Add(fragment);
            else lines.Add([fragment]);
        }
        foreach (var line in lines) line.Sort((one, other) => one.Box.Left.CompareTo(other.Box.Left));
        return [.. lines.Select(line => new Line(line))];
    }

    /// <summary>Fragments above each other are two lines, however close.</summary>
    private static bool Belongs(Fragment fragment, List<Fragment> line) =>
        line.TrueForAll(other => other.Box.ShareOfHeight(fragment.Box) >= SameLine && other.Box.ShareOfWidth(fragment.Box) < 0.3);
}
