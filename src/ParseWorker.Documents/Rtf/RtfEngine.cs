namespace ParseWorker.Documents.Rtf;

/// <summary>RTF: text, headings, lists, tables, headers and footers; images and embedded objects are not opened. One page.</summary>
internal sealed class RtfEngine : IDocumentEngine
{
    public IOpenDocument Open(DocumentSource source, CancellationToken token) =>
        new SinglePageDocument(new RtfReader().Read(DocumentBytes.Read(source.Content), token));
}
