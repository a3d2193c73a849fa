using ParseWorker.Documents.Images.Files;
using ParseWorker.Documents.Ocr;

namespace ParseWorker.Documents.Images.Engine;

/// <summary>Images, by OCR: a page for each image of the file.</summary>
internal sealed class ImageEngine : IDocumentEngine
{
    public IOpenDocument Open(DocumentSource source, CancellationToken token)
    {
        var (reader, why) = OcrReader.For(source.Options);
        if (reader is null) throw new DocumentException(DocumentErrors.NoTextLayer("The document is an image.", why));
        var bytes = DocumentBytes.Read(source.Content);
        return source.Sniffed.MimeType == "image/tiff"
            ? new OpenImages(reader, new TiffImageFile(bytes))
            : new OpenImages(reader, new SingleImageFile(bytes));
    }
}
