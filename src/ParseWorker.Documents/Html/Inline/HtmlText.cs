using System.Text;
using AngleSharp.Dom;
using ParseWorker.Documents.Html.Dom;
using ParseWorker.Documents.Html.Styles;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Html.Inline;

/// <summary>Reads the text of an element whose structure does not matter: a heading, a cell, a list's point.</summary>
internal sealed class HtmlText
{
    private readonly InlineText _text;
    private readonly Func<IElement, bool>? _without;
    private readonly bool _emphasis;
    private readonly Dictionary<INode, ListLabels> _lists = [];

    private HtmlText(InlineStyle style, bool emphasis, Func<IElement, bool>? without) =>
        (_text, _emphasis, _without) = (new InlineText(style), emphasis, without);

    /// <summary>The visible text; blocks within it start new lines.</summary>
    /// <param name="root">Its own style counts too.</param>
    /// <param name="without">Elements that are left out.</param>
    public static string Of(IElement root, Func<IElement, bool>? without = null) =>
        new HtmlText(ElementStyle.Of(root, default), emphasis: true, without).Read(root);

    /// <summary>The text of what is set in bold as a whole: with its links, without its emphasis.</summary>
    /// <param name="root">A heading, or a cell that names its row or column.</param>
    /// <param name="outer">The style around it.</param>
    public static string OfHeading(IElement root, InlineStyle outer = default) =>
        new HtmlText(outer with { Bold = false, Italic = false }, emphasis: false, without: null).Read(root);

    /// <summary>The text with every space in it.</summary>
    public static string Preformatted(INode root)
    {
        var text = new StringBuilder();
        DomWalk.Below(root, Enter, _ => { });
        return InlineMark.Without(text.ToString());

        bool Enter(INode node)
        {
            if (node is IText { Data: var data }) text.Append(data);
            if (node is IElement { LocalName: "br" }) text.Append('\n');
            return node is IElement;
        }
    }

    /// <summary>What an image shows, as the page says; null when it says nothing.</summary>
    public static string? AltOf(IElement image) =>
        InlineMark.Without(image.GetAttribute("alt") ?? "").Trim() is { Length: > 0 } alt ? alt : null;

    private string Read(INode root)
    {
        DomWalk.Below(root, Enter, Leave);
        return _text.Take();
    }

    private bool Enter(INode node)
    {
        if (node is IText { Data: var data }) _text.Append(data);
        return node is IElement element && !element.IsInvisible() && _without?.Invoke(element) != true && Enter(element);
    }

    private bool Enter(IElement element)
    {
        if (element.IsControl()) _text.Append($" {FormValues.Of(element)} ");
        else if (element.IsPreformatted()) _text.AppendLines(Preformatted(element));
        if (element.IsControl() || element.IsPreformatted()) return false;
        if (element.LocalName == "br" || element.IsBlock()) _text.Break();
        if (element.LocalName == "li") _text.Append(Marker(element));
        else if (element.IsCell() && element.ParentElement?.FirstElementChild != element) _text.EndCell();
        else if (element.LocalName == "img" && AltOf(element) is { } alt) _text.Append($" [Figure: {alt}] ");
        _text.Enter(element, _emphasis);
        return true;
    }

    /// <summary>A list in a cell stays one by its marks.</summary>
    private string Marker(IElement point)
    {
        if (point.ParentElement is not { LocalName: "ol" } list) return "- ";
        if (!_lists.TryGetValue(list, out var labels)) _lists[list] = labels = new ListLabels(list);
        return labels.Next(point) + " ";
    }

    private void Leave(INode node)
    {
        if (node is not IElement element) return;
        if (element.IsBlock()) _text.Break();
        _text.Leave();
    }
}
