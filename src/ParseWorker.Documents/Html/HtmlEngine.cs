using AngleSharp.Html.Parser;
using ParseWorker.Documents.Text;

namespace ParseWorker.Documents.Html;

/// <summary>HTML as it stands: no script is run and nothing is fetched. One page.</summary>
internal sealed class HtmlEngine : IDocumentEngine
{
    public IOpenDocument Open(DocumentSource source, CancellationToken token)
    {
        var html = TextDecoder.Decode(source.Content, DeclaredEncoding.Find);
        using var document = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(html);
        token.ThrowIfCancellationRequested();
        return new SinglePageDocument(document.Body is { } body ? HtmlBlocks.Read(body, token) : []);
    }
}
