using ParseWorker.Documents.Pdf.Layout;
using UglyToad.PdfPig.Content;

namespace ParseWorker.Documents.Pdf;

/// <summary>What a PDF page says is on it: its letters and lines, and what was filled in and written onto it.</summary>
internal static class PdfContent
{
    public static PageContent Read(Page page, FormFields fields, Remarks remarks) =>
        new PageContent(GlyphReader.Read(page)).With([.. fields.On(page.Number), .. remarks.Letters]);
}
