using ParseWorker.Documents.Pdf.Directions;
using ParseWorker.Documents.Pdf.Fields;
using ParseWorker.Documents.Pdf.Glyphs;
using UglyToad.PdfPig.Content;

namespace ParseWorker.Documents.Pdf;

/// <summary>What a PDF page says is on it: its letters and lines, and what was filled in and written onto it.</summary>
internal static class PdfContent
{
    public static PageContent Read(Page page, FormFields fields, Annotations remarks) =>
        new PageContent(GlyphReader.Read(page)).With([.. fields.On(page.Number), .. remarks.Letters]);
}
