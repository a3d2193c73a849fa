using AngleSharp.Dom;
using ParseWorker.Documents.Html.Dom;

namespace ParseWorker.Documents.Html;

/// <summary>
/// Tells the navigation of a page from its content: what the page calls so (WHATWG HTML §4.3.4, WAI-ARIA's landmark), and lists of
/// links that its header, its footer or a menu consists of.
/// </summary>
internal static class PageNavigation
{
    /// <summary>Links from which on a menu is one.</summary>
    private const int MinLinks = 3;

    /// <summary>Elements of a page that are looked through; menus within menus by the thousand are no page's navigation.</summary>
    private const int MaxLooks = 200;

    /// <summary>Per cent of a menu's characters that are links.</summary>
    private const int LinkPercent = 80;

    private static readonly HashSet<string> MenuNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "nav", "navbar", "navigation", "menu", "menubar", "topnav", "sidenav", "breadcrumb", "breadcrumbs", "skip-link", "site-nav",
            "main-nav",
        "pagination", "pager",
    };

    /// <summary>The elements that are navigation, the outermost of each.</summary>
    public static HashSet<IElement> Find(IElement body, CancellationToken token)
    {
        var found = new HashSet<IElement>();
        var looks = 0;
        DomWalk.Below(body, Enter, _ => { });
        return found;

        bool Enter(INode node)
        {
            token.ThrowIfCancellationRequested();
            if (node is not IElement element || element.IsInvisible()) return false;
            if (IsNamed(element) || (looks < MaxLooks && IsMenu(element) && looks++ < MaxLooks && IsOfLinks(element))) found.Add(element);
            return !found.Contains(element);
        }
    }

    private static bool IsNamed(IElement element) =>
        element.LocalName == "nav" || element.GetAttribute("role") is "navigation" or "menubar" or "menu";

    private static bool IsMenu(IElement element) =>
        element.IsList() ? IsIn(element, "header", "footer") : element.LocalName is "div" or "section" && HasMenuName(element);

    private static bool HasMenuName(IElement element) =>
        element.ClassList.Any(MenuNames.Contains) || (element.Id is { } id && MenuNames.Contains(id));

    private static bool IsIn(IElement element, string one, string other)
    {
        for (var parent = element.ParentElement; parent is not null; parent = parent.ParentElement)
            if (parent.LocalName == one || parent.LocalName == other) return parent.ParentElement?.LocalName == "body";
            else if (parent.LocalName is "main" or "article") return false;
        return false;
    }

    private static bool IsOfLinks(IElement element)
    {
        var (links, linked, all) = (0, 0, 0);
        var depth = 0;
        DomWalk.Below(element, Enter, node => depth -= node is IElement { LocalName: "a" } ? 1 : 0);
        return links >= MinLinks && linked * 100 >= all * LinkPercent;

        bool Enter(INode node)
        {
            if (node is IText { Data: var data })
            {
                var characters = data.Count(character => !char.IsWhiteSpace(character));
                all += characters;
                if (depth > 0) linked += characters;
            }
            if (node is not IElement inner || inner.IsInvisible()) return false;
            if (inner.LocalName == "a") (links, depth) = (links + 1, depth + 1);
            return true;
        }
    }
}
