namespace ParseWorker.Documents.Pdf;

/// <summary>Refuses scans where there is no OCR: a PDF without a page that holds a glyph with a meaning.</summary>
internal static class ScanCheck
{
    /// <param name="pages">Of the PDF.</param>
    /// <param name="why">Why there is no OCR for it.</param>
    /// <param name="token">Checked at every page.</param>
    /// <exception cref="DocumentException">No page has text.</exception>
    public static void Check(PdfPages pages, string why, CancellationToken token)
    {
        for (var number = 1; number <= pages.Count; number++)
        {
            token.ThrowIfCancellationRequested();
            if (MayHaveText(pages, number, token)) return;
        }
        throw new DocumentException(DocumentErrors.NoTextLayer(
            "No page of the PDF holds text: it is a scan, or pictures, or its fonts do not tell their letters.", why));
    }

    /// <summary>Of a page that is damaged or too complex, reading it will tell.</summary>
    private static bool MayHaveText(PdfPages pages, int number, CancellationToken token)
    {
        try
        {
            var page = pages.Get(number);
            return page.Glyphs.Any(glyph => !glyph.IsSpace && !page.Broken.Contains(glyph));
        }
        catch (Exception exception) when (exception is DocumentException || PageGuard.IsDamage(exception, token))
        {
            return true;
        }
    }
}
