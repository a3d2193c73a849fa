using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Recognition;

/// <summary>Tells whether a page's own text is to be trusted, or OCR must read its image.</summary>
internal static class TextLayer
{
    /// <summary>Share of a page that images cover, from which on it is a scan.</summary>
    private const double Scanned = 0.5;

    /// <summary>Glyphs of a stamp or a running header on a scan, at most.</summary>
    private const int Stamp = 40;

    /// <summary>Share of letters and digits in text that says something; bad OCR is full of symbols.</summary>
    private const double Plausible = 0.8;

    /// <summary>Whether the page's own text can be used. A page with nothing drawn on it needs no OCR either.</summary>
    public static bool IsUsable(DrawnPage page)
    {
        var glyphs = page.Glyphs.Where(glyph => !glyph.IsSpace).ToList();
        if (glyphs.Count == 0) return page.HasNoImages && page.Paths.Count == 0;
        if (page.Broken.Count > 0) return false;
        var visible = glyphs.Count(glyph => !glyph.IsInvisible);
        return visible > Stamp || !IsScan(page) || (visible < glyphs.Count && IsPlausible(glyphs));
    }

    private static bool IsScan(DrawnPage page) =>
        page.Images.Sum(image => Math.Min(image.Width, page.Width) * Math.Min(image.Height,
            page.Height)) >= Scanned * page.Width * page.Height;

    /// <summary>Whether invisible text, which scanning software puts below the image, reads as text.</summary>
    private static bool IsPlausible(List<DrawnGlyph> glyphs) =>
        glyphs.Count > Stamp && glyphs.Count(glyph => char.IsLetterOrDigit(glyph.Text, 0)) >= Plausible * glyphs.Count;
}
