namespace ParseWorker.Documents.Pdf.Glyphs;

/// <summary>Reads the glyphs of a page that mean a character and begin within its crop box.</summary>
internal static class GlyphReader
{
    /// <summary>The glyphs in the order they are drawn, hidden ones among them.</summary>
    public static IEnumerable<DrawnGlyph> Read(DrawnPage page)
    {
        var broken = page.Broken;
        return page.Glyphs.Where(glyph => !broken.Contains(glyph) && glyph.Text.Length > 0 && glyph.Text != "\0" && IsOnPage(glyph, page));
    }

    /// <summary>Half of a spread keeps the other half's text beside its crop box. The origin is the crop box's.</summary>
    private static bool IsOnPage(DrawnGlyph glyph, DrawnPage page)
    {
        var start = glyph.Start;
        return start.X >= 0 && start.X <= page.Width && start.Y >= 0 && start.Y <= page.Height;
    }
}
