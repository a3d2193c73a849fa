using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Directions;

/// <summary>
/// Groups a page's glyphs by the direction they run in, and turns each direction so that the later stages see text from left to right.
/// </summary>
internal static class PageDirections
{
    /// <summary>The direction of lines from top to bottom, in degrees.</summary>
    private const double Downwards = -90;

    /// <summary>The page's own direction first, even without glyphs.</summary>
    /// <param name="page">The page.</param>
    /// <param name="visible">Those of its glyphs that a reader sees.</param>
    public static IReadOnlyList<TextDirection> Of(DrawnPage page, IEnumerable<DrawnGlyph> visible)
    {
        var vertical = VerticalText.In(page.Glyphs);
        var (upright, glyphs) = (new List<DrawnGlyph>(), new List<DrawnGlyph>());
        foreach (var glyph in visible) (vertical.Contains(glyph) ? upright : glyphs).Add(glyph);
        var directions = new GlyphDirections(glyphs);
        var turned = new TurnedGlyphs(page, directions);
        for (var at = 0; at < glyphs.Count; at++)
        {
            var (angle, anchor) = directions[at];
            if (angle is { } direction) turned.Add(direction, turn => TurnedGlyph.Along(glyphs[at], turn, anchor));
            else turned.AddOnCurve(TurnedGlyph.OnCurve(glyphs[at], anchor!.Value));
        }
        foreach (var glyph in upright) turned.Add(Downwards, turn => TurnedGlyph.Upright(glyph, turn));
        return turned.Directions;
    }
}
