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
    /// <returns>Those that the page's styles hide, and not its own attribute.</returns>
    public static IReadOnlyCollection<IElement> Mark(IDocument page, CancellationToken token)
    {
        var hidden = new HashSet<IElement>();
        var cost = new SelectorCost(page);
        foreach (var (selectors, isHidden) in Rules(page).Take(MaxRules))
            foreach (var selector in SelectorCost.Parts(selectors).Where(cost.Allows))
            {
                token.ThrowIfCancellationRequested();
                foreach (var element in Matches(page, selector)) Set(element, isHidden, hidden);
            }
        foreach (var element in page.QuerySelectorAll("[style]"))
            if (IsHidden(element.GetAttribute("style")!) is { } isHidden) Set(element, isHidden, hidden);
        return hidden;
    }

    /// <summary>Takes the marks off elements again, for a page of which nothing is left.</summary>
    public static void Show(IEnumerable<IElement> hidden)
    {
        foreach (var element in hidden) element.RemoveAttribute(Hidden);
    }

    private static void Set(IElement element, bool isHidden, HashSet<IElement> hidden)
    {
        if (!isHidden)
        {
            hidden.Remove(element);
            element.RemoveAttribute(Hidden);
        }
        else if (!element.HasAttribute(Hidden))
        {
            hidden.Add(element);
            element.SetAttribute(Hidden, "");
        }
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
