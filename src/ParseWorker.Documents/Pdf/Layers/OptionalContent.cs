using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace ParseWorker.Documents.Pdf.Layers;

/// <summary>
/// The optional content that is off when a document is opened (PDF 1.7 reference, §4.10): drafts, other languages, marks that are only
/// printed. Groups that are off are marked in the document's own objects, so that whoever meets one sees it without knowing its object
/// number.
/// </summary>
internal sealed class OptionalContent
{
    /// <summary>Groups of a document; a drawing's layers are some hundred.</summary>
    private const int MostGroups = 10_000;

    /// <summary>Expressions within each other.</summary>
    private const int MostLevels = 16;

    /// <summary>Steps that tell whether something is shown: operands of expressions, and groups.</summary>
    private const int MostSteps = 10_000;

    private static readonly NameToken Off = NameToken.Create("ParseWorkerOff"), Groups = NameToken.Create("OCGs"),
        Expression = NameToken.Create("VE");

    private readonly IPdfTokenScanner _objects;

    /// <summary>Answers so far: a page names one group for thousands of its parts.</summary>
    private readonly Dictionary<DictionaryToken, bool> _known = new(ReferenceEqualityComparer.Instance);

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
        if (_known.TryGetValue(group, out var isOff)) return isOff;
        var steps = MostSteps;
        return _known[group] = IsOff(group, MostLevels, ref steps);
    }

    private bool IsOff(DictionaryToken group, int levels, ref int steps)
    {
        if (group.ContainsKey(Off)) return true;
        if (group.TryGet(Expression, _objects, out ArrayToken? expression)) return !Holds(expression, levels, ref steps);
        if (!group.TryGet(Groups, out IToken? named)) return false;
        var groups = Resolved(named) is ArrayToken several ? several.Data : [named];
        var off = groups.Take(Math.Max(0, steps)).Select(Resolved).OfType<DictionaryToken>().Select(one => one.ContainsKey(Off)).ToList();
        steps -= off.Count;
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

    /// <summary>An expression of and, or and not; one that is damaged, too deep or too long holds.</summary>
    private bool Holds(ArrayToken expression, int levels, ref int steps)
    {
        if (levels == 0 || expression.Length == 0 || Resolved(expression[0]) is not NameToken operation) return true;
        foreach (var operand in expression.Data.Skip(1).Select(Resolved))
        {
            if (steps-- <= 0) return true;
            var holds = operand switch
            {
                ArrayToken inner => Holds(inner, levels - 1, ref steps),
                DictionaryToken group => !IsOff(group, levels - 1, ref steps),
                _ => true,
            };
            if (operation.Data == "Not") return !holds;
            if (operation.Data == "And" && !holds) return false;
            if (operation.Data == "Or" && holds) return true;
        }

        return operation.Data != "Or";
    }

    private IToken? Resolved(IToken? token) => token is IndirectReferenceToken reference ? _objects.Get(reference.Data)?.Data : token;
}
