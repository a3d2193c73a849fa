using UglyToad.PdfPig;

namespace ParseWorker.Documents.Pdf;

/// <summary>Tells scans: a PDF none of whose pages holds a letter.</summary>
internal static class PdfTextLayer
{
    /// <exception cref="DocumentException">No page has text, or there is no page.</exception>
    public static void Check(PdfDocument document, CancellationToken token)
    {
        if (document.NumberOfPages < 1) throw new DocumentException(DocumentErrors.Corrupt("The PDF has no pages."));
        for (var number = 1; number <= document.NumberOfPages; number++)
        {
            token.ThrowIfCancellationRequested();
            if (MayHaveText(document, number, token)) return;
        }
        throw new DocumentException(DocumentErrors.NoTextLayer("No page of the PDF holds text: it is a scan, or pictures."));
    }

    /// <summary>Of a damaged page, reading it will tell.</summary>
    private static bool MayHaveText(PdfDocument document, int number, CancellationToken token)
    {
        try
        {
            return document.GetPage(number).Letters.Any(letter => !string.IsNullOrWhiteSpace(letter.Value));
        }
        catch (Exception exception) when (PageGuard.IsDamage(exception, token))
        {
            return true;
        }
    }
}
