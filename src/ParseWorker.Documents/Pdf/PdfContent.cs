using ParseWorker.Documents.Pdf.Layout;
using ParseWorker.Documents.Pdf.Tables;
using UglyToad.PdfPig.Content;

namespace ParseWorker.Documents.Pdf;

/// <summary>What a PDF page says is on it: its letters and lines, and what was filled in and written onto it.</summary>
internal static class PdfContent
{
    public static PageContent Read(Page page, FormFields fields, Remarks remarks)
    {
        var directions = GlyphReader.Read(page);
        return new([[.. directions[0], .. fields.On(page.Number), .. remarks.Letters], .. directions.Skip(1)], Rulings.Read(page.Paths));
    }
}
