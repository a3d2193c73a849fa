using ParseWorker.Documents.Ocr;
using ParseWorker.Documents.Pdf.Directions;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;
using ParseWorker.Documents.Pdf.Raster;
using SkiaSharp;
using UglyToad.PdfPig.Content;

namespace ParseWorker.Documents.Pdf.Recognition;

/// <summary>Reads by OCR what a PDF page shows and does not say: all of it, or its pictures.</summary>
internal sealed class PageOcr(OcrReader reader, PageRasterizer rasterizer) : IDisposable
{
    private const double PointsPerInch = 72;

    /// <summary>Whether there is anything for it on a page.</summary>
    public static bool Wants(Page page) => !TextLayer.IsUsable(page) || OutlinedText.Is(page) || ImageRegions.Of(page).Count > 0;

    /// <summary>The page's content.</summary>
    /// <param name="page">The page.</param>
    /// <param name="said">What it says.</param>
    /// <param name="token">Stops it.</param>
    public PageContent Read(Page page, PageContent said, CancellationToken token)
    {
        if (!TextLayer.IsUsable(page)) return ReadWhole(page, token) ?? said;
        if (OutlinedText.Is(page) && ReadWhole(page, token) is { } seen && OutlinedText.IsTextOf(seen, said)) return seen;
        var regions = ImageRegions.Of(page);
        return regions.Count == 0 ? said : WithPictures(said, page, regions, token);
    }

    public void Dispose() => rasterizer.Dispose();

    private PageContent? ReadWhole(Page page, CancellationToken token)
    {
        using var picture = Draw(page, token);
        return picture is null ? null : RecognizedPage.Content(reader.Read(picture, token), new PicturePlace(0, page.Height, Scale(page)));
    }

    /// <summary>The letters of pictures stand among the page's own, as a reader sees them.</summary>
    private PageContent WithPictures(PageContent said, Page page, IReadOnlyList<Box> regions, CancellationToken token)
    {
        using var picture = Draw(page, token);
        if (picture is null) return said;
        return said.With([.. regions.SelectMany(region => ReadRegion(picture, region, page, token))]);
    }

    private IReadOnlyList<Glyph> ReadRegion(SKBitmap page, Box region, Page of, CancellationToken token)
    {
        var scale = Scale(of);
        var (left, top) = ((int)(region.Left / scale), (int)((of.Height - region.Top) / scale));
        using var part = Pictures.Part(page, SKRectI.Create(left, top, (int)(region.Width / scale), (int)(region.Height / scale)));
        return ImageRegions.Text(reader.ReadFigure(part, token), new PicturePlace(left * scale, of.Height - top * scale, scale));
    }

    private SKBitmap? Draw(Page page, CancellationToken token) => rasterizer.Draw(page.Number, SizeOf(page), reader.Dpi, token);

    private double Scale(Page page) => PointsPerInch / PageRasterizer.Resolution(SizeOf(page), reader.Dpi);

    private static SKSize SizeOf(Page page) => new((float)page.Width, (float)page.Height);
}
