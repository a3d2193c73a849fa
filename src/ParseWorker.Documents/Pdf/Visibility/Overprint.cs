using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Visibility;

/// <summary>Finds glyphs set again at the place of an equal one: bold or shadow made by hand.</summary>
internal sealed class Overprint
{
    /// <summary>How far off the second may be, as in em; two glyphs l in a word stand 0.22 apart.</summary>
    private const double Offset = 0.1;

    /// <summary>Side of the squares that glyphs are sorted into, in points.</summary>
    private const double Square = 4;

    /// <summary>Points from the page's corner; what is farther off is on no page.</summary>
    private const double Farthest = 1e6;

    private readonly Dictionary<(string, int, int), Point> _seen = [];

    /// <summary>Notes a glyph; true when an equal one is there already.</summary>
    public bool IsRepeated(DrawnGlyph glyph)
    {
        var (at, most) = (glyph.Start, Math.Min(Square, Offset * glyph.PointSize));
        var (column, row) = (SquareOf(at.X), SquareOf(at.Y));
        for (var x = SquareOf(at.X - most); x <= SquareOf(at.X + most); x++)
            for (var y = SquareOf(at.Y - most); y <= SquareOf(at.Y + most); y++)
                if (_seen.TryGetValue((glyph.Text, x, y), out var other) && IsNear(at, other, Offset * glyph.PointSize)) return true;
        _seen[(glyph.Text, column, row)] = at;
        return false;
    }

    private static int SquareOf(double place) => (int)Math.Floor(Math.Clamp(place, -Farthest, Farthest) / Square);

    private static bool IsNear(Point one, Point other, double most) =>
        Math.Abs(one.X - other.X) <= most && Math.Abs(one.Y - other.Y) <= most;
}
