using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Text;

/// <summary>Plain text and Markdown: passed on as they are, in one page.</summary>
internal sealed class TextEngine : IDocumentEngine
{
    public IOpenDocument Open(DocumentSource source, CancellationToken token)
    {
        var text = TextDecoder.Decode(source.Content).ReplaceLineEndings("\n");
        return new SinglePageDocument(string.IsNullOrWhiteSpace(text) ? [] : [new Block.Verbatim(text)]);
    }
}
