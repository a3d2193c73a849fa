using ParseWorker.Documents.Pdf.Geometry;

namespace ParseWorker.Documents.Pdf.Blocks;

/// <summary>Tells how deep the points of a list stand from where they begin.</summary>
internal static class ListIndents
{
    /// <summary>
    /// Points that begin closer to each other than this stand at one depth, in points: scans and proportional numbers differ by less.
    /// </summary>
    private const double SameDepth = 4;

    /// <summary>
    /// The depth of each, from 0 up. A list that goes on at the top of the next column is measured from that column's edge.
    /// </summary>
    /// <param name="points">The boxes of the points, in reading order.</param>
    public static IReadOnlyList<int> Depths(IReadOnlyList<Box> points)
    {
        var lefts = points.Select(point => point.Left).ToArray();
        for (var start = 0; start < points.Count;)
        {
            var end = start + 1;
            while (end < points.Count && points[end].Top <= points[end - 1].Top) end++;
            var edge = lefts[start..end].Min();
            for (; start < end; start++) lefts[start] -= edge;
        }
        var steps = Steps(lefts);
        return [.. lefts.Select(left => steps.FindLastIndex(step => step <= left))];
    }

    private static List<double> Steps(double[] lefts)
    {
        var steps = new List<double>();
        var last = double.NegativeInfinity;
        foreach (var left in lefts.Order())
        {
            if (left - last > SameDepth) steps.Add(left);
            last = left;
        }
        return steps;
    }
}
