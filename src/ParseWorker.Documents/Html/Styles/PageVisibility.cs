using AngleSharp.Dom;

namespace ParseWorker.Documents.Html.Styles;

/// <summary>
/// Marks what a page's own styles hide. Of CSS only <c>display</c> and <c>visibility</c> are looked at, in style attributes and in
/// rules outside of conditions; the last rule that matches counts, whatever its weight. Selectors that would take long hide nothing.
/// </summary>
internal static class PageVisibility
{
    /// <summary>The attribute that hides an element, of the page's own or set here.</summary>
    public const string Hidden = "hidden";

    /// <summary>Rules of a page that are looked at: each is a search through all of it.</summary>
    private const int MaxRules = 200;

    /// <summary>Marks the elements that are hidden.</summary>
    public static void Mark(IDocument page, CancellationToken token)
    {
        var cost = new SelectorCost(page);
        foreach (var (selectors, isHidden) in Rules(page).Take(MaxRules))
            foreach (var selector in SelectorCost.Parts(selectors).Where(cost.Allows))
            {
                token.ThrowIfCancellationRequested();
                foreach (var element in Matches(page, selector)) Set(element, isHidden);
            }
        foreach (var element in page.QuerySelectorAll("[style]"))
            if (IsHidden(element.GetAttribute("style")!) is { } isHidden) Set(element, isHidden);
    }

    private static void Set(IElement element, bool isHidden)
    {
        if (isHidden) element.SetAttribute(Hidden, "");
        else element.RemoveAttribute(Hidden);
    }

    /// <summary>Whether declarations hide or show; null when they say neither.</summary>
    private static bool? IsHidden(string css)
    {
        bool? hidden = null;
        foreach (var (name, value) in ElementStyle.Declarations(css))
            if (name == "display") hidden = value == "none";
            else if (name == "visibility") hidden = value is "hidden" or "collapse";
        return hidden;
    }

    private static IEnumerable<(string Selector, bool IsHidden)> Rules(IDocument page)
    {
        foreach (var sheet in page.QuerySelectorAll("style"))
        {
            var media = sheet.GetAttribute("media") ?? "";
            if (media.Length > 0 && !media.Contains("all", StringComparison.Ordinal) && !media.Contains("screen", StringComparison.Ordinal))
                continue;
            foreach (var (selector, declarations) in StyleRules.Of(sheet.TextContent))
                if (IsHidden(declarations) is { } hidden) yield return (selector, hidden);
        }
    }

    private static IEnumerable<IElement> Matches(IDocument page, string selector)
    {
        try
        {
            return page.QuerySelectorAll(selector);
        }
        catch (DomException)
        {
            // A selector that is newer than the parser hides nothing here.
            return [];
        }
    }
}
