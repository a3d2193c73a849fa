using UglyToad.PdfPig;
using UglyToad.PdfPig.Outline;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace ParseWorker.Documents.Pdf.Tags;

/// <summary>
/// A document's bookmarks (PDF 1.7 reference, §8.2.2): titles, each with its page and its depth. They say what the headings are.
/// </summary>
internal sealed class Bookmarks
{
    /// <summary>A larger outline, or a deeper one, is not read: nobody clicks through it, and PdfPig follows it by recursion.</summary>
    private const int MostEntries = 5000, MostLevels = 32;

    private readonly ILookup<int, StatedHeading> _byPage;

    private Bookmarks(IEnumerable<DocumentBookmarkNode> nodes, int pageCount)
    {
        _byPage = nodes.ToLookup(node => node.PageNumber, node => new StatedHeading(node.Title, Math.Min(6, node.Level + 1)));
        Pages = [.. _byPage.Select(page => page.Key).Where(page => page >= 1 && page <= pageCount).Order()];
    }

    /// <summary>The outline of a document; an empty one when it has none, or a damaged or hostile one.</summary>
    public static Bookmarks Of(PdfDocument document, CancellationToken token)
    {
        try
        {
            var isRead = IsBounded(document.Structure.Catalog.CatalogDictionary, document.Structure.TokenScanner, token);
            return new(isRead && document.TryGetBookmarks(out var bookmarks, allowContainerNode: true)
                ? bookmarks.GetNodes().OfType<DocumentBookmarkNode>() : [], document.NumberOfPages);
        }
        // The pages are worth reading without it.
        catch (Exception exception) when (PageGuard.IsDamage(exception, token))
        {
            return new([], 0);
        }
    }

    /// <summary>The pages that bookmarks point at, in order.</summary>
    public IReadOnlyList<int> Pages { get; }

    /// <summary>What points at a page, in the outline's order.</summary>
    public IReadOnlyList<StatedHeading> On(int page) => [.. _byPage[page]];

    /// <summary>Whether it ends, soon enough, in breadth and depth.</summary>
    private static bool IsBounded(DictionaryToken catalog, IPdfTokenScanner objects, CancellationToken token)
    {
        if (!catalog.TryGet(NameToken.Outlines, objects, out DictionaryToken? outlines)) return false;
        var seen = new HashSet<UglyToad.PdfPig.Core.IndirectReference>();
        var open = new Stack<(DictionaryToken Node, int Level)>([(outlines, 0)]);
        while (open.TryPop(out var at))
        {
            token.ThrowIfCancellationRequested();
            foreach (var (name, level) in new[] { (NameToken.First, at.Level + 1), (NameToken.Next, at.Level) })
            {
                if (!at.Node.TryGet(name, out IToken? next)) continue;
                if (next is not IndirectReferenceToken reference || !seen.Add(reference.Data) || seen.Count > MostEntries
                    || level > MostLevels) return false;
                if (at.Node.TryGet(name, objects, out DictionaryToken? node)) open.Push((node, level));
            }
        }
        return true;
    }
}

/// <summary>A bookmark.</summary>
/// <param name="Title">As the reader's program shows it.</param>
/// <param name="Level">1 to 6.</param>
internal sealed record StatedHeading(string Title, int Level);
