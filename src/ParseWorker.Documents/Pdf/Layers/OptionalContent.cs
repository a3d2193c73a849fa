using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace ParseWorker.Documents.Pdf.Layers;

/// <summary>
/// Which optional content is off when a document is opened (PDF 1.7 reference, §4.10): drafts, other languages, marks that are only
/// printed. The groups that are off are marked in the document's own objects, so that whatever names one is told without its number.
/// </summary>
internal sealed class OptionalContent
{
    /// <summary>Groups of a document; a drawing's layers are some hundred.</summary>
    private const int MostGroups = 10_000;

    /// <summary>Expressions within each other.</summary>
    private const int MostLevels = 16;

    private static readonly NameToken Off = NameToken.Create("ParseWorkerOff"), Groups = NameToken.Create("OCGs"),
        Expression = NameToken.Create("VE");

    private readonly IPdfTokenScanner _objects;

    private OptionalContent(IPdfTokenScanner objects) => _objects = objects;

    /// <summary>Whether any group is off.</summary>
    public bool HasHidden { get; private init; }

    /// <summary>The groups of a document; all on where what says so is damaged.</summary>
    public static OptionalContent Of(PdfDocument document)
    {
        var objects = document.Structure.TokenScanner;
        try
        {
            var isAny = false;
            foreach (var group in OffIn(document.Structure.Catalog.CatalogDictionary, objects))
            {
                if (objects.Get(group)?.Data is not DictionaryToken dictionary) continue;
                document.Advanced.ReplaceIndirectObject(group, dictionary.With(Off, BooleanToken.True));
                isAny = true;
            }
            return new(objects) { HasHidden = isAny };
        }
        // The pages are worth reading with all of their layers.
        catch (Exception exception) when (PageGuard.IsDamage(exception, CancellationToken.None))
        {
            return new(objects);
        }
    }

    /// <summary>Whether what belongs to a group, or to several by a policy, is not shown.</summary>
    /// <param name="membership">The value of <c>OC</c>, or the properties of marked content; null where there is none.</param>
    public bool IsOff(IToken? membership)
    {
        if (!HasHidden || membership is null || Resolved(membership) is not DictionaryToken group) return false;
        if (group.ContainsKey(Off)) return true;
        if (group.TryGet(Expression, _objects, out ArrayToken? expression)) return !Holds(expression, MostLevels);
        if (!group.TryGet(Groups, out IToken? named)) return false;
        var groups = Resolved(named) is ArrayToken several ? several.Data : [named];
        var off = groups.Select(Resolved).OfType<DictionaryToken>().Select(one => one.ContainsKey(Off)).ToList();
        if (off.Count == 0) return false;
        var policy = group.TryGet(NameToken.P, _objects, out NameToken? name) ? name.Data : "AnyOn";
        return policy switch
        {
            "AllOn" => off.Contains(true),
            "AnyOff" => !off.Contains(true),
            "AllOff" => off.Contains(false),
            _ => !off.Contains(false),
        };
    }

    /// <summary>The groups that the default configuration turns off (§4.10.3).</summary>
    private static IEnumerable<IndirectReference> OffIn(DictionaryToken catalog, IPdfTokenScanner objects)
    {
        if (!catalog.TryGet(NameToken.Create("OCProperties"), objects, out DictionaryToken? properties)) return [];
        if (!properties.TryGet(NameToken.D, objects, out DictionaryToken? configuration)) return [];
        if (configuration.TryGet(NameToken.Create("BaseState"), objects, out NameToken? state) && state.Data == "OFF")
            return References(properties, "OCGs", objects).Except(References(configuration, "ON", objects));
        return References(configuration, "OFF", objects);
    }

    private static IEnumerable<IndirectReference> References(DictionaryToken dictionary, string key, IPdfTokenScanner objects) =>
        dictionary.TryGet(NameToken.Create(key), objects, out ArrayToken? array)
            ? array.Data.OfType<IndirectReferenceToken>().Select(reference => reference.Data).Take(MostGroups)
            : [];

    /// <summary>An expression of and, or and not; one that is damaged or too deep holds.</summary>
    private bool Holds(ArrayToken expression, int levels)
    {
        if (levels == 0 || expression.Length == 0 || Resolved(expression[0]) is not NameToken operation) return true;
        var operands = expression.Data.Skip(1).Select(Resolved)
            .Select(operand => operand is ArrayToken inner ? Holds(inner, levels - 1) : !IsOff(operand));
        return operation.Data switch
        {
            "And" => operands.All(holds => holds),
            "Or" => operands.Any(holds => holds),
            "Not" => !operands.FirstOrDefault(),
            _ => true,
        };
    }

    private IToken? Resolved(IToken? token) => token is IndirectReferenceToken reference ? _objects.Get(reference.Data)?.Data : token;
}
