using System.Reflection;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Tokens;

namespace ParseWorker.Documents.Pdf;

/// <summary>The dictionaries of a document's pages (PDF 1.7 reference, §3.6.2), before any is drawn.</summary>
internal sealed class PageTree
{
    private static readonly PropertyInfo Pages = Property(typeof(Catalog), "Pages");
    private static readonly PropertyInfo Root = Property(Pages.PropertyType, "PageTree");

    private readonly Dictionary<int, PageTreeNode> _pages = [];

    /// <summary>PdfPig's own tree, which it numbers its pages by: one walked here might number a damaged document's otherwise.</summary>
    public PageTree(Catalog catalog)
    {
        var open = new Stack<PageTreeNode>([(PageTreeNode)Root.GetValue(Pages.GetValue(catalog))!]);
        while (open.TryPop(out var node))
        {
            if (node.PageNumber is { } number) _pages[number] = node;
            foreach (var child in node.Children ?? []) open.Push(child);
        }
    }

    /// <summary>A page's dictionary, and those that it inherits from, the nearest first; none for a page that is not there.</summary>
    /// <param name="number">Counted from 1.</param>
    public IEnumerable<DictionaryToken> Chain(int number)
    {
        for (var node = _pages.GetValueOrDefault(number); node is not null; node = node.Parent) yield return node.NodeDictionary;
    }

    private static PropertyInfo Property(Type type, string name) =>
        type.GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            ?? throw new InvalidOperationException($"This version of PdfPig has no {type.Name}.{name}.");
}
