using ParseWorker.Documents.Pdf.Layout;
using ParseWorker.Documents.Pdf.Tables;
using UglyToad.PdfPig.Content;

namespace ParseWorker.Documents.Pdf;

/// <summary>What a PDF page says is on it: its letters and lines.</summary>
internal static class PdfContent
{
    public static PageContent Read(Page page) => new(GlyphReader.Read(page), Rulings.Read(page.Paths));
}
