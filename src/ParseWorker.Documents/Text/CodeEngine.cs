using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Text;

/// <summary>Text that people write for machines: passed on between fences that name its language, in one page.</summary>
internal sealed class CodeEngine : IDocumentEngine
{
    public IOpenDocument Open(DocumentSource source, CancellationToken token)
    {
        var language = LanguageOf(source.Sniffed.MimeType);
        var text = TextDecoder.Decode(source.Content, language == "xml" ? DeclaredEncoding.OfXml : null).ReplaceLineEndings("\n");
        token.ThrowIfCancellationRequested();
        return new SinglePageDocument(string.IsNullOrWhiteSpace(text) ? [] : [new Block.Code(text, language)]);
    }

    /// <summary>The last word of the type: <c>application/json</c>, <c>text/x-python</c>.</summary>
    private static string LanguageOf(string mimeType)
    {
        var name = mimeType[(mimeType.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return name.StartsWith("x-", StringComparison.Ordinal) ? name[2..] : name;
    }
}
