using ParseWorker.Documents.Images;
using ParseWorker.Documents.Images.Raster;
using ParseWorker.Documents.Ocr;
using ParseWorker.Documents.Ocr.Model;
using ParseWorker.Documents.Pdf.Directions;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;
using SkiaSharp;

namespace ParseWorker.Documents.Pdf.Recognition;

/// <summary>Reads by OCR what a PDF page shows and does not say: all of it, or its images.</summary>
internal sealed class PageOcr(OcrReader reader, PageRasterizer rasterizer) : IDisposable
{
    private const double PointsPerInch = 72;

    /// <summary>Whether there is anything for it on a page.</summary>
    public static bool Wants(DrawnPage page) => !TextLayer.IsUsable(page) || OutlinedText.Is(page) || ImageRegions.Of(page).Count > 0;

    /// <summary>The page's content.</summary>
    /// <param name="page">The page.</param>
    /// <param name="said">What it says.</param>
    /// <param name="token">Stops it.</param>
    public PageContent Read(DrawnPage page, PageContent said, CancellationToken token)
    {
        if (!TextLayer.IsUsable(page)) return ReadWhole(page, token) ?? said;
        if (OutlinedText.Is(page) && ReadWhole(page, token) is { } seen && OutlinedText.IsTextOf(seen, said)) return seen;
        var regions = ImageRegions.Of(page);
        return regions.Count == 0 ? said : WithImages(said, page, regions, token);
    }

    public void Dispose() => rasterizer.Dispose();

    private PageContent? ReadWhole(DrawnPage page, CancellationToken token)
    {
        using var image = Draw(page, token);
        return image is null ? null : reader.ReadPage(image, new ImagePlacement(0, page.Height, Scale(page)), token);
    }

    /// <summary>The page with the glyphs of its images among its own, as a reader sees them.</summary>
    private PageContent WithImages(PageContent said, DrawnPage page, IReadOnlyList<Box> regions, CancellationToken token)
    {
        using var image = Draw(page, token);
        if (image is null) return said;
        return said.With([.. regions.SelectMany(region => ReadRegion(image, region, page, token))]);
    }

    private IReadOnlyList<Glyph> ReadRegion(SKBitmap page, Box region, DrawnPage of, CancellationToken token)
    {
        var scale = Scale(of);
        var (left, top) = ((int)(region.Left / scale), (int)((of.Height - region.Top) / scale));
        using var part = Bitmaps.Part(page, SKRectI.Create(left, top, (int)(region.Width / scale), (int)(region.Height / scale)));
        return ImageRegions.Text(reader.ReadFigure(part, token), new ImagePlacement(left * scale, of.Height - top * scale, scale));
    }

    private SKBitmap? Draw(DrawnPage page, CancellationToken token) => rasterizer.Draw(page.Number, SizeOf(page), reader.Dpi, token);

    private double Scale(DrawnPage page) => PointsPerInch / PageRasterizer.Resolution(SizeOf(page), reader.Dpi);

    private static SKSize SizeOf(DrawnPage page) => new((float)page.Width, (float)page.Height);
}
