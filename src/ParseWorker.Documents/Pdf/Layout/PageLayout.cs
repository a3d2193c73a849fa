using ParseWorker.Documents.Model;
using PdfPage = UglyToad.PdfPig.Content.Page;

namespace ParseWorker.Documents.Pdf.Layout;

/// <summary>Turns a PDF page into blocks.</summary>
internal static class PageLayout
{
    public static IReadOnlyList<Block> Blocks(PdfPage page, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var lines = page.GetWords()
            .GroupBy(word => Math.Round(word.BoundingBox.Bottom / 4))
            .OrderByDescending(line => line.Key)
            .Select(line => string.Join(' ', line.OrderBy(word => word.BoundingBox.Left).Select(word => word.Text)));
        return [.. lines.Select(line => new Block.Paragraph(line))];
    }
}
