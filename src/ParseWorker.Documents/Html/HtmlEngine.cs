using ParseWorker.Documents.Text;

namespace ParseWorker.Documents.Html;

/// <summary>HTML as it stands. One page.</summary>
internal sealed class HtmlEngine : IDocumentEngine
{
    public IOpenDocument Open(DocumentSource source, CancellationToken token) =>
        new SinglePageDocument(HtmlPage.Read(TextDecoder.Decode(source.Content, DeclaredEncoding.OfHtml), token));
}
