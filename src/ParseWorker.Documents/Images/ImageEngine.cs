namespace ParseWorker.Documents.Images;

/// <summary>Refuses pictures by name: reading them takes OCR.</summary>
internal sealed class ImageEngine : IDocumentEngine
{
    public IOpenDocument Open(DocumentSource source, CancellationToken token) =>
        throw new DocumentException(DocumentErrors.NoTextLayer("The document is an image."));
}
