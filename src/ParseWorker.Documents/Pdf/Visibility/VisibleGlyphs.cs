using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Visibility;

/// <summary>Leaves out the glyphs that nobody sees, and those that are drawn twice.</summary>
internal static class VisibleGlyphs
{
    /// <summary>The glyphs that a reader of the page sees, each once, in the order they are drawn.</summary>
    /// <param name="page">The page.</param>
    /// <param name="glyphs">Those of its glyphs that mean a character.</param>
    public static IEnumerable<DrawnGlyph> Of(DrawnPage page, IEnumerable<DrawnGlyph> glyphs)
    {
        var (overprint, hidden, repeated) = (new Overprint(), new HiddenText(page), RepeatedText.In(page.Glyphs));
        return glyphs.Where(glyph => !hidden.Is(glyph) && !repeated.Contains(glyph) && !overprint.IsRepeated(glyph));
    }
}
