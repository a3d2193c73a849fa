using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Directions;

/// <summary>Finds glyphs that follow each other along a line, straight or curved, in the document's order.</summary>
internal static class GlyphRuns
{
    /// <summary>How far after the end of a glyph, or before it, the next one begins at most, in em.</summary>
    private const double Gap = 2, Overlap = 0.5;

    /// <summary>How far it stands off the other's baseline, likewise.</summary>
    private const double Aside = 0.3;

    /// <summary>Degrees between two glyphs of a curve.</summary>
    private const double Bend = 30;

    /// <summary>The runs, as the index of their first glyph and of the one after their last.</summary>
    public static IEnumerable<(int From, int To)> Of(IReadOnlyList<DrawnGlyph> glyphs, IReadOnlyList<double> angles)
    {
        var from = 0;
        for (var at = 1; at <= glyphs.Count; at++)
        {
            if (at < glyphs.Count && Math.Abs(Angles.Between(angles[at - 1], angles[at])) <= Bend
                && Follows(glyphs[at - 1], glyphs[at], angles[at - 1])) continue;
            yield return (from, at);
            from = at;
        }
    }

    private static bool Follows(DrawnGlyph glyph, DrawnGlyph next, double angle)
    {
        var (sin, cos) = Math.SinCos(angle * Math.PI / 180);
        var (x, y) = (next.Start.X - glyph.End.X, next.Start.Y - glyph.End.Y);
        var (along, across, size) = (x * cos + y * sin, y * cos - x * sin, glyph.PointSize);
        return along > -Overlap * size && along < Gap * size && Math.Abs(across) < Aside * size;
    }
}
