using ParseWorker.Documents.Ocr;
using ParseWorker.Documents.Pdf.Layout;
using ParseWorker.Documents.Pdf.Raster;
using SkiaSharp;
using UglyToad.PdfPig.Content;

namespace ParseWorker.Documents.Pdf;

/// <summary>Reads by OCR what a PDF page shows and does not say.</summary>
internal sealed class PageOcr(OcrReader reader, PageRasterizer rasterizer) : IDisposable
{
    private const double PointsPerInch = 72;

    /// <summary>The page's content as its picture shows it; null when its own text will do.</summary>
    public PageContent? Read(Page page, CancellationToken token) => TextLayer.IsUsable(page) ? null : ReadWhole(page, token);

    public void Dispose() => rasterizer.Dispose();

    private PageContent? ReadWhole(Page page, CancellationToken token)
    {
        var size = new SKSize((float)page.Width, (float)page.Height);
        using var picture = rasterizer.Draw(page.Number, size, reader.Dpi, token);
        return picture is null ? null : reader.Read(picture, PointsPerInch / PageRasterizer.Resolution(size, reader.Dpi), token);
    }
}
