using System.Globalization;
using System.Text;
using AngleSharp.Dom;

namespace ParseWorker.Documents.Html;

/// <summary>Reads the text of an element whose structure does not matter: a heading, a cell, a list's point.</summary>
internal static class HtmlText
{
    /// <summary>The visible text; blocks within it start new lines.</summary>
    public static string Of(INode root) => Of(root, without: null);

    /// <summary>The visible text but for some elements.</summary>
    public static string Of(INode root, Func<IElement, bool>? without)
    {
        var text = new InlineText();
        var points = new Dictionary<INode, int>();
        DomWalk.Below(root, node => Enter(node, text, without, points), node => Leave(node, text));
        return text.Take();
    }

    /// <summary>The text with every space in it.</summary>
    public static string Preformatted(INode root)
    {
        var text = new StringBuilder();
        DomWalk.Below(root, Enter, _ => { });
        return text.ToString();

        bool Enter(INode node)
        {
            if (node is IText { Data: var data }) text.Append(data);
            if (node is IElement { LocalName: "br" }) text.Append('\n');
            return node is IElement;
        }
    }

    private static bool Enter(INode node, InlineText text, Func<IElement, bool>? without, Dictionary<INode, int> points)
    {
        if (node is IText { Data: var data }) text.Append(data);
        if (node is not IElement element || element.IsInvisible() || without?.Invoke(element) == true) return false;
        if (element.LocalName == "br" || element.IsBlock()) text.Break();
        if (element.LocalName == "li") text.Append(Marker(element, points));
        else if (element.IsCell() && element.PreviousElementSibling is not null) text.EndCell();
        else if (element.LocalName == "img" && AltOf(element) is { } alt) text.Append($" [Figure: {alt}] ");
        return true;
    }

    /// <summary>A list in a cell stays one by its marks.</summary>
    private static string Marker(IElement point, Dictionary<INode, int> points)
    {
        if (point.ParentElement is not { LocalName: "ol" } list) return "- ";
        points[list] = points.GetValueOrDefault(list) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{points[list]}. ");
    }

    private static void Leave(INode node, InlineText text)
    {
        if (node is IElement element && element.IsBlock()) text.Break();
    }

    /// <summary>What an image shows, as the page says; null when it says nothing.</summary>
    public static string? AltOf(IElement image) => image.GetAttribute("alt")?.Trim() is { Length: > 0 } alt ? alt : null;
}
