namespace ParseWorker.Documents.Rtf;

/// <summary>RTF: text, headings, lists and tables; pictures and embedded objects are left closed. One page.</summary>
internal sealed class RtfEngine : IDocumentEngine
{
    public IOpenDocument Open(DocumentSource source, CancellationToken token) =>
        new SinglePageDocument(new RtfReader(token).Read(DocumentBytes.Read(source.Content)));
}
