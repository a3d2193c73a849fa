using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ParseWorker.Documents.Html.Dom;
using ParseWorker.Documents.Html.Styles;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Html;

/// <summary>Reads HTML that was decoded already: no script is run and nothing is fetched.</summary>
internal static class HtmlPage
{
    public static IReadOnlyList<Block> Read(string html, CancellationToken token)
    {
        var nesting = new TagNesting();
        var options = new HtmlParserOptions { IsScripting = false, OnToken = (token, _) => nesting.Count(token) };
        using var document = new HtmlParser(options).ParseDocument(html);
        token.ThrowIfCancellationRequested();
        if (document.Body is not { } body) return [];
        var hidden = PageVisibility.Mark(document, token);
        var content = Content(body, token);
        if (content.Count > 0 || hidden.Count == 0) return content;
        PageVisibility.Show(hidden);
        return Content(body, token);
    }

    /// <summary>What a body shows, without its navigation unless there is nothing else.</summary>
    private static IReadOnlyList<Block> Content(IElement body, CancellationToken token)
    {
        var navigation = PageNavigation.Find(body, token);
        var content = HtmlBlocks.Read(body, navigation, token);
        return content.Count > 0 || navigation.Count == 0 ? content : HtmlBlocks.Read(body, new HashSet<IElement>(), token);
    }
}
