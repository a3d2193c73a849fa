using ParseWorker.Core.Sniffing;
using ParseWorker.Documents.Images.Files;

namespace ParseWorker.Documents.Images.Pages;

/// <summary>Opens documents that can be rendered as page images.</summary>
public static class PageImages
{
    /// <summary>Types that every vision model takes as they are.</summary>
    private static readonly HashSet<string> TakenAsTheyAre = ["image/png", "image/jpeg", "image/webp", "image/gif"];

    /// <summary>Sniffs a document and opens its pages as images.</summary>
    /// <param name="content">Seekable; stays open until the result is disposed.</param>
    /// <param name="fileName">The name the client gave.</param>
    /// <param name="dpi">Dots per inch at which pages are drawn.</param>
    /// <param name="token">Stops the opening.</param>
    /// <returns>The images; null for documents that have text and no pages to look at, such as DOCX.</returns>
    /// <exception cref="DocumentException">
    /// The document cannot be shown; every fault of a parser on a damaged document becomes one.
    /// </exception>
    public static IPageImages? Open(Stream content, string fileName, int dpi, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        if (content.Length == 0) throw new DocumentException(DocumentErrors.Empty());
        var sniffed = DocumentSniffer.Sniff(content, fileName);
        try
        {
            return sniffed.Type switch
            {
                DocumentType.Pdf => new GuardedPageImages(PdfPageImages.Open(content, dpi)),
                DocumentType.Image => new GuardedPageImages(OpenImage(DocumentBytes.Read(content), sniffed.MimeType)),
                _ => null,
            };
        }
        catch (Exception exception) when (PageGuard.IsDamage(exception, token))
        {
            throw new DocumentException(
                DocumentErrors.WithCause(DocumentErrors.Corrupt("The document is damaged and cannot be read."), exception), exception);
        }
    }

    private static IPageImages OpenImage(byte[] bytes, string mimeType)
    {
        if (TakenAsTheyAre.Contains(mimeType)) return new OriginalImage(new PageImageFile(mimeType, bytes));
        return new ConvertedImages(mimeType == "image/tiff" ? new TiffImageFile(bytes) : new SingleImageFile(bytes));
    }
}
