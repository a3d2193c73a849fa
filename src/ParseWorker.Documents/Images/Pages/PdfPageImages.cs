using ParseWorker.Core.Errors;
using ParseWorker.Documents.Images.Raster;
using ParseWorker.Documents.Pdf;
using SkiaSharp;
using UglyToad.PdfPig;

namespace ParseWorker.Documents.Images.Pages;

/// <summary>Pages of a PDF, drawn as they look.</summary>
internal sealed class PdfPageImages(PdfDocument document, PageRasterizer rasterizer, int dpi) : IPageImages
{
    private readonly BoundedPages _pages = new(document);

    public int Count => _pages.Count;

    /// <exception cref="DocumentException">It is damaged or needs a password, or pages can't be drawn here.</exception>
    public static PdfPageImages Open(Stream content, int dpi)
    {
        if (!PageRasterizer.IsInstalled)
            throw new DocumentException(
                ParseErrorCodes.InternalError, "poppler-utils is not installed on the worker; ask its operator to run deploy/up again.");
        var bytes = DocumentBytes.Read(content);
        PdfEnding.Check(bytes);
        return new PdfPageImages(PdfEngine.Open(bytes), new PageRasterizer(LocalFile.Of(content, bytes)), dpi);
    }

    /// <exception cref="DocumentException">The page's drawings come to too much, or it cannot be drawn.</exception>
    public PageImageFile Read(int number, CancellationToken token)
    {
        var page = _pages.Get(number);
        using var image = rasterizer.Draw(number, new SKSize((float)page.Width, (float)page.Height), dpi, token)
            ?? throw new DocumentException(
                ParseErrorCodes.PageUnreadable, $"Page {number} is damaged and cannot be drawn. Save the document anew and send it again.");
        return JpegImage.Of(image);
    }

    public void Dispose()
    {
        rasterizer.Dispose();
        document.Dispose();
    }
}
