using AngleSharp.Dom;
using ParseWorker.Documents.Html.Styles;

namespace ParseWorker.Documents.Html.Dom;

/// <summary>What elements are to a reader.</summary>
internal static class HtmlElements
{
    /// <summary>Elements without text of their own, and how East Asian words are read aloud, which would part them.</summary>
    private static readonly HashSet<string> Invisible = new(StringComparer.Ordinal)
    {
        "area", "audio", "canvas", "datalist", "embed", "head", "iframe", "link", "meta", "noscript", "object", "rp", "rt", "rtc", "script",
        "style", "svg", "template", "title", "video",
    };

    /// <summary>Elements that start on a line of their own (WHATWG HTML §15.3, the default style sheet).</summary>
    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "listing",
        "main", "menu", "nav", "ol", "p", "plaintext", "pre", "search", "section", "summary",
        "table", "tbody", "tfoot", "thead", "tr", "ul", "xmp",
    };

    /// <summary>Not shown, or nothing that a text can show.</summary>
    public static bool IsInvisible(this IElement element) =>
        Invisible.Contains(element.LocalName) || element.HasAttribute(PageVisibility.Hidden);

    public static bool IsBlock(this IElement element) => Blocks.Contains(element.LocalName);

    public static bool IsList(this IElement element) => element.LocalName is "ul" or "ol" or "menu" or "dir" or "dl";

    public static bool IsCell(this IElement element) => element.LocalName is "td" or "th";

    public static bool IsPreformatted(this IElement element) => element.LocalName is "pre" or "listing" or "xmp";

    /// <summary>1 to 6, or 0 for what is no heading.</summary>
    public static int HeadingLevel(this IElement element) => element.LocalName is ['h', >= '1' and <= '6' and var level] ? level - '0' : 0;
}
