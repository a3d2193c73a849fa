using UglyToad.PdfPig.Content;

namespace ParseWorker.Documents.Pdf.Directions;

/// <summary>Finds letters that follow each other along a line, straight or curved, in the document's order.</summary>
internal static class GlyphRuns
{
    /// <summary>How far the next letter begins behind the end of the one before, or before it, in sizes.</summary>
    private const double Gap = 2, Overlap = 0.5;

    /// <summary>How far it stands off the other's baseline, likewise.</summary>
    private const double Aside = 0.3;

    /// <summary>Degrees between two letters of a curve.</summary>
    private const double Bend = 30;

    /// <summary>The runs, as the number of their first letter and of the one behind their last.</summary>
    public static IEnumerable<(int From, int To)> Of(IReadOnlyList<Letter> letters, IReadOnlyList<double> angles)
    {
        var from = 0;
        for (var at = 1; at <= letters.Count; at++)
        {
            if (at < letters.Count && Math.Abs(GlyphAngle.Between(angles[at - 1], angles[at])) <= Bend && Follows(letters[at - 1], letters[at], angles[at - 1])) continue;
            yield return (from, at);
            from = at;
        }
    }

    private static bool Follows(Letter letter, Letter next, double angle)
    {
        var (sin, cos) = Math.SinCos(angle * Math.PI / 180);
        var (x, y) = (next.StartBaseLine.X - letter.EndBaseLine.X, next.StartBaseLine.Y - letter.EndBaseLine.Y);
        var (along, across, size) = (x * cos + y * sin, y * cos - x * sin, letter.PointSize);
        return along > -Overlap * size && along < Gap * size && Math.Abs(across) < Aside * size;
    }
}
