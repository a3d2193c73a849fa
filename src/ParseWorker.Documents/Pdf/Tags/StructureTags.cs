using ParseWorker.Documents.Pdf.Glyphs;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace ParseWorker.Documents.Pdf.Tags;

/// <summary>
/// The headings that a tagged PDF says it has (PDF 1.7 reference, §10.6–10.7). Only what is on the page is looked up, from its marked
/// content upwards, so that neither the size of the structure nor its depth matters.
/// </summary>
internal sealed class StructureTags
{
    /// <summary>Elements looked at above a fragment of content: a heading holds spans and links, no more.</summary>
    private const int MostParents = 6;

    /// <summary>Parts of the tree by which pages are looked up, and numbers in it; a larger one is not read.</summary>
    private const int MostNodes = 20_000, MostNumbers = 500_000;

    /// <summary>Share of a page's glyphs that its headings hold at most: tags that call everything a heading are not believed.</summary>
    private const double MostGlyphs = 0.4;

    private static readonly NameToken ParentTree = NameToken.Create("ParentTree"), Nums = NameToken.Create("Nums"),
        StructParents = NameToken.Create("StructParents");

    private readonly IPdfTokenScanner _objects;
    private readonly Lazy<Dictionary<int, IToken>> _parents;
    private readonly DictionaryToken? _roles;

    private StructureTags(IPdfTokenScanner objects, DictionaryToken? root, CancellationToken token)
    {
        _objects = objects;
        _parents = new(() => root is not null && root.TryGet(ParentTree, objects, out DictionaryToken? tree) ? Flat(tree, token) : []);
        root?.TryGet(NameToken.Create("RoleMap"), objects, out _roles);
    }

    /// <summary>The tags of a document.</summary>
    public static StructureTags Of(PdfDocument document, CancellationToken token)
    {
        var objects = document.Structure.TokenScanner;
        return document.Structure.Catalog.CatalogDictionary.TryGet(NameToken.Create("StructTreeRoot"), objects, out DictionaryToken? root)
            ? new(objects, root, token)
            : new(objects, null, token);
    }

    /// <summary>
    /// The headings on a page, in the order they are drawn; none where tags are missing, damaged or call too much a heading.
    /// </summary>
    public IReadOnlyList<StatedHeading> On(DrawnPage page, CancellationToken token)
    {
        try
        {
            if (!page.Source.Dictionary.TryGet(StructParents, _objects, out NumericToken? key)) return [];
            if (!_parents.Value.TryGetValue(key.Int, out var found) || DirectArray(found) is not { } elements) return [];
            var headings = Headings(page, elements, token);
            return headings.Sum(heading => heading.Title.Length) > MostGlyphs * page.Glyphs.Count ? [] : headings;
        }
        // The page is worth reading without them.
        catch (Exception exception) when (PageGuard.IsDamage(exception, token))
        {
            return [];
        }
    }

    private List<StatedHeading> Headings(DrawnPage page, ArrayToken elements, CancellationToken token)
    {
        var texts = new List<(object Element, int Level, string Text)>();
        foreach (var content in page.Source.GetMarkedContents())
        {
            token.ThrowIfCancellationRequested();
            var id = content.MarkedContentIdentifier;
            if (id < 0 || id >= elements.Length || HeadingOver(elements[id]) is not { } heading) continue;
            texts.Add((heading.Element, heading.Level, string.Concat(content.Letters.Select(letter => letter.Value))));
        }
        return [.. texts.GroupBy(text => (text.Element, text.Level), text => text.Text)
            .Select(text => new StatedHeading(string.Join(' ', text), text.Key.Level))];
    }

    /// <summary>The heading that an element is or belongs to.</summary>
    private (object Element, int Level)? HeadingOver(IToken? element)
    {
        for (var at = 0; at < MostParents && element is IndirectReferenceToken reference; at++)
        {
            if (_objects.Get(reference.Data)?.Data is not DictionaryToken dictionary) return null;
            if (LevelOf(dictionary) is { } level) return (reference.Data, level);
            dictionary.TryGet(NameToken.P, out element);
        }
        return null;
    }

    private int? LevelOf(DictionaryToken element)
    {
        if (!element.TryGet(NameToken.S, _objects, out NameToken? role)) return null;
        var name = _roles is not null && _roles.TryGet(role, _objects, out NameToken? standard) ? standard.Data : role.Data;
        return name is ['H', >= '1' and <= '6' and var level] ? level - '0' : null;
    }

    /// <summary>A number tree (§3.8.6), flat; empty when it has no end, or not soon.</summary>
    private Dictionary<int, IToken> Flat(DictionaryToken tree, CancellationToken token)
    {
        var flat = new Dictionary<int, IToken>();
        var seen = new HashSet<IndirectReference>();
        var open = new Stack<DictionaryToken>([tree]);
        while (open.TryPop(out var node))
        {
            token.ThrowIfCancellationRequested();
            if (node.TryGet(Nums, _objects, out ArrayToken? pairs))
                for (var at = 0; at + 1 < pairs.Length; at += 2)
                    if (pairs[at] is NumericToken number) flat[number.Int] = pairs[at + 1];
            if (node.TryGet(NameToken.Kids, _objects, out ArrayToken? kids))
                foreach (var kid in kids.Data.OfType<IndirectReferenceToken>().Where(kid => seen.Add(kid.Data)).Take(MostNodes + 1))
                    if (_objects.Get(kid.Data)?.Data is DictionaryToken below) open.Push(below);
            if (seen.Count > MostNodes || flat.Count > MostNumbers) return [];
        }
        return flat;
    }

    private ArrayToken? DirectArray(IToken token) =>
        token as ArrayToken ?? (token is IndirectReferenceToken reference ? _objects.Get(reference.Data)?.Data as ArrayToken : null);
}
