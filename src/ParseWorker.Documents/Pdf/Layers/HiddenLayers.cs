using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Graphics;
using UglyToad.PdfPig.Tokens;

namespace ParseWorker.Documents.Pdf.Layers;

/// <summary>Takes what stands on a layer that is off out of a document's pages: no viewer shows it.</summary>
internal sealed class HiddenLayers(PdfDocument document, OptionalContent content)
{
    private static readonly NameToken Membership = NameToken.Create("OC");

    /// <summary>A form that draws nothing.</summary>
    private static readonly StreamToken Nothing = new(
        new DictionaryToken(new Dictionary<NameToken, IToken>
        {
            [NameToken.Type] = NameToken.Create("XObject"),
            [NameToken.Subtype] = NameToken.Form,
            [NameToken.Bbox] = new ArrayToken([new NumericToken(0), new NumericToken(0), new NumericToken(1), new NumericToken(1)]),
        }),
        Array.Empty<byte>());

    private readonly HashSet<IndirectReference> _seen = [];

    /// <summary>Whether an annotation or a field is not shown.</summary>
    public bool Hides(DictionaryToken annotation) => annotation.TryGet(Membership, out IToken? group) && content.IsOff(group);

    /// <summary>Empties the forms and images that are hidden as a whole.</summary>
    /// <param name="page">A page's dictionary, and those that it inherits from.</param>
    public void Empty(IEnumerable<DictionaryToken> page)
    {
        if (!content.HasHidden) return;
        var objects = document.Structure.TokenScanner;
        var open = new Stack<DictionaryToken>(page);
        while (open.TryPop(out var owner))
        {
            if (!owner.TryGet(NameToken.Resources, objects, out DictionaryToken? resources)) continue;
            if (!resources.TryGet(NameToken.Xobject, objects, out DictionaryToken? drawn)) continue;
            foreach (var reference in drawn.Data.Values.OfType<IndirectReferenceToken>().Where(drawing => _seen.Add(drawing.Data)))
            {
                if (objects.Get(reference.Data)?.Data is not StreamToken stream) continue;
                if (Hides(stream.StreamDictionary)) document.Advanced.ReplaceIndirectObject(reference.Data, Nothing);
                else open.Push(stream.StreamDictionary);
            }
        }
    }

    /// <summary>What a page draws on such layers.</summary>
    public HiddenContent On(Page page)
    {
        var hidden = new HiddenContent([], []);
        if (!content.HasHidden) return hidden;
        var open = new Stack<(MarkedContentElement Element, bool IsHidden)>(page.GetMarkedContents().Select(element => (element, false)));
        while (open.TryPop(out var at))
        {
            var isHidden = at.IsHidden || (at.Element.Tag == Membership.Data && content.IsOff(at.Element.Properties));
            if (isHidden)
            {
                hidden.Letters.UnionWith(at.Element.Letters);
                hidden.Paths.UnionWith(at.Element.Paths);
            }
            foreach (var child in at.Element.Children) open.Push((child, isHidden));
        }
        return hidden;
    }
}

/// <summary>What is drawn on a page and not shown.</summary>
internal sealed class HiddenContent(IEnumerable<Letter> letters, IEnumerable<PdfPath> paths)
{
    public HashSet<Letter> Letters { get; } = new(letters, ReferenceEqualityComparer.Instance);

    public HashSet<PdfPath> Paths { get; } = new(paths, ReferenceEqualityComparer.Instance);
}
