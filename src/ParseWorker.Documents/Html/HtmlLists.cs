using AngleSharp.Dom;
using ParseWorker.Documents.Html.Dom;
using ParseWorker.Documents.Html.Inline;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Html;

/// <summary>Reads lists with the lists in them; what a term means is a point below it.</summary>
internal static class HtmlLists
{
    /// <summary>Lists nested deeper are read as text of their point: this is the one place that recurses.</summary>
    private const int MaxDepth = 16;

    public static IEnumerable<Block> Read(IElement list) => Items(list, depth: 1) is { Count: > 0 } items ? [new Block.List(items)] : [];

    private static List<ListItem> Items(IElement list, int depth)
    {
        var items = new List<ListItem>();
        var labels = new ListLabels(list);
        foreach (var child in list.LocalName == "dl" ? Ungrouped(list) : list.Children)
        {
            if (child.IsInvisible()) continue;
            if (child.IsList() && depth < MaxDepth) AddBelow(items, Items(child, depth + 1));
            else if (child.LocalName == "dd") AddBelow(items, Item(child, "", depth) is { } meaning ? [meaning] : []);
            else if (Item(child, labels.Next(child), depth) is { } item) items.Add(item);
        }
        return items;
    }

    /// <summary>Terms and their meanings may stand in groups of their own (WHATWG HTML §4.4.9).</summary>
    private static IEnumerable<IElement> Ungrouped(IElement list) =>
        list.Children.SelectMany(child => child.LocalName == "div" ? child.Children.AsEnumerable() : [child]);

    private static ListItem? Item(IElement element, string label, int depth)
    {
        if (depth == MaxDepth) return HtmlText.Of(element) is { Length: > 0 } all ? new(label, all) : null;
        var below = NestedLists(element).SelectMany(list => Items(list, depth + 1)).ToList();
        var text = HtmlText.Of(element, without: inner => inner.IsList());
        return text.Length == 0 && below.Count == 0 ? null : new ListItem(label, text, below);
    }

    /// <summary>The lists in a point, but not the lists in those.</summary>
    private static List<IElement> NestedLists(IElement element)
    {
        var lists = new List<IElement>();
        DomWalk.Below(element, Enter, _ => { });
        return lists;

        bool Enter(INode node)
        {
            if (node is not IElement inner || inner.IsInvisible()) return false;
            if (inner.IsList()) lists.Add(inner);
            return !inner.IsList();
        }
    }

    /// <summary>What belongs to the point before it: a meaning, or a list directly in a list, which is no valid HTML but common.</summary>
    private static void AddBelow(List<ListItem> items, List<ListItem> below)
    {
        if (items.Count == 0) items.AddRange(below);
        else if (items[^1].Items is List<ListItem> own) own.AddRange(below);
        else items[^1] = items[^1] with { Items = below };
    }
}
