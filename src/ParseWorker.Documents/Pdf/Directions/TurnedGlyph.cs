using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Directions;

/// <summary>
/// Turns a drawn glyph with its page. Its box comes from its advance width and font size, which tell more about its line than its ink does.
/// </summary>
internal static class TurnedGlyph
{
    /// <summary>Of the box above and below the baseline, in em.</summary>
    private const double Ascent = 0.75, Descent = 0.22;

    /// <summary>The Latin ligatures of Unicode's block FB00, spelt out: nobody searches for them.</summary>
    private static readonly string[] Ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    /// <summary>A glyph of a straight line.</summary>
    /// <param name="glyph">As it is drawn.</param>
    /// <param name="turn">How its page is turned.</param>
    /// <param name="anchor">A place on the page whose height all of its line gets; null to leave it at its own.</param>
    public static Glyph Along(DrawnGlyph glyph, Turn turn, Point? anchor)
    {
        var (start, end) = (turn.Apply(glyph.Start), turn.Apply(glyph.End));
        return Make(glyph, start.X, end.X, anchor is { } level ? turn.Apply(level).Y : start.Y);
    }

    /// <summary>A glyph of a curve that is pulled straight.</summary>
    /// <param name="glyph">As it is drawn.</param>
    /// <param name="start">Where its baseline begins then.</param>
    public static Glyph OnCurve(DrawnGlyph glyph, Point start) => Make(glyph, start.X, start.X + glyph.Width, start.Y);

    /// <summary>A glyph of a vertical line as one of a line turned to the right, in which words of other scripts are set.</summary>
    public static Glyph Upright(DrawnGlyph glyph, Turn turn)
    {
        var (size, start, end) = (glyph.Size, turn.Apply(glyph.Start), turn.Apply(glyph.End));
        var (top, baseline) = (start.X - Ascent * size, (start.Y + end.Y) / 2 - (Ascent - Descent) / 2 * size);
        return Make(glyph, size, new Box(top, baseline - Descent * size, top + size, baseline + Ascent * size), baseline);
    }

    private static Glyph Make(DrawnGlyph glyph, double from, double to, double baseline)
    {
        var size = glyph.Size;
        var width = to - from;
        if (width <= 0 || width > 4 * size * glyph.Text.Length) to = from + Math.Clamp(glyph.InkWidth, 0.1, 2 * size);
        return Make(glyph, size, new Box(from, baseline - Descent * size, to, baseline + Ascent * size), baseline);
    }

    private static Glyph Make(DrawnGlyph glyph, double size, Box box, double baseline) =>
        new(Spelt(glyph.Text), box, baseline, size, glyph.IsBold, glyph.IsSpace) { IsPainted = glyph.IsPainted };

    private static string Spelt(string text) =>
        text.Length == 1 && text[0] is >= '\uFB00' and <= '\uFB06' ? Ligatures[text[0] - '\uFB00'] : text;
}
