using AngleSharp.Html.Parser;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Html;

/// <summary>Reads HTML that was decoded already: no script is run and nothing is fetched.</summary>
internal static class HtmlPage
{
    public static IReadOnlyList<Block> Read(string html, CancellationToken token)
    {
        using var document = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(html);
        token.ThrowIfCancellationRequested();
        return document.Body is { } body ? HtmlBlocks.Read(body, token) : [];
    }
}
