using ParseWorker.Documents.Pdf.Glyphs;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;

namespace ParseWorker.Documents.Pdf.Recognition;

/// <summary>Tells whether a page's own text can be read, or OCR must read its picture.</summary>
internal static class TextLayer
{
    /// <summary>Share of a page that is drawn as pictures, from which on it is a scan.</summary>
    private const double Scanned = 0.5;

    /// <summary>Letters that a stamp or a running head on a scan has at most.</summary>
    private const int Stamp = 40;

    /// <summary>A page with nothing drawn on it needs no OCR either.</summary>
    public static bool IsUsable(Page page)
    {
        var letters = page.Letters.Where(letter => !string.IsNullOrWhiteSpace(letter.Value)).ToList();
        if (letters.Count == 0) return page.NumberOfImages == 0 && page.Paths.Count == 0;
        if (BrokenGlyphs.Of(page).Count > 0) return false;
        var visible = letters.Count(letter => letter.RenderingMode != TextRenderingMode.Neither);
        return visible > Stamp || !IsScan(page) || (visible < letters.Count && IsPlausible(letters));
    }

    private static bool IsScan(Page page) =>
        page.GetImages().Sum(image => Math.Min(image.BoundingBox.Width, page.Width) * Math.Min(image.BoundingBox.Height, page.Height))
        >= Scanned * page.Width * page.Height;

    /// <summary>A hidden text that scanning software put below the picture: words have letters and digits, bad OCR has signs.</summary>
    private static bool IsPlausible(List<Letter> letters) =>
        letters.Count > Stamp && letters.Count(letter => char.IsLetterOrDigit(letter.Value, 0)) >= 0.8 * letters.Count;
}
