using ParseWorker.Documents.Pdf.Geometry;

namespace ParseWorker.Documents.Pdf.Directions;

/// <summary>
/// Tells the direction a page is read in: the one that most of its glyphs run in, which is skewed on a scan and sideways for a wide table.
/// </summary>
internal static class PageAngle
{
    /// <summary>Degrees that glyphs of one direction are apart at most: lines of a scan are not quite parallel.</summary>
    public const double Near = 5;

    /// <summary>Degrees off the page's edges that no reader sees.</summary>
    private const double Unseen = 0.05;

    /// <summary>In degrees; 0 where glyphs run in many directions.</summary>
    public static double Of(IReadOnlyList<double> angles)
    {
        if (angles.All(angle => angle == 0)) return 0;
        var most = IsMost(angles, 0) ? 0 : Commonest(angles);
        if (!IsMost(angles, most)) return 0;
        var off = angles.Select(angle => Angles.Between(most, angle)).Where(angle => Math.Abs(angle) <= Near).Order().ToList();
        var median = Angles.Between(0, most + off[off.Count / 2]);
        var quarter = Math.Round(median / 90) * 90;
        return Math.Abs(median - quarter) < Unseen ? Angles.Between(0, quarter) : median;
    }

    private static bool IsMost(IReadOnlyList<double> angles, double most) =>
        angles.Count(angle => Math.Abs(Angles.Between(most, angle)) <= Near) * 2 > angles.Count;

    private static double Commonest(IReadOnlyList<double> angles) =>
        angles.Count == 0 ? 0 : angles.GroupBy(Math.Round).MaxBy(group => group.Count())!.Key;
}
