using ParseWorker.Core.Errors;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace ParseWorker.Documents.Pdf;

/// <summary>
/// Bounds what a page's form XObjects (PDF 1.7 reference, §4.9) come to before PdfPig draws them: forms that draw each other in a circle
/// overflow its stack, and ten forms that each draw the next ten times come to ten thousand million.
/// </summary>
/// <param name="structure">The document's objects.</param>
internal sealed class FormNesting(Structure structure)
{
    /// <summary>Forms within each other; drawing programs nest a few dozen.</summary>
    private const int MaxDepth = 100;

    /// <summary>Bytes of content that a page may come to, with every form as often as it is drawn.</summary>
    private const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>What beginning a form costs, in bytes of content.</summary>
    private const int BytesPerForm = 500;

    private readonly Dictionary<IndirectReference, Form?> _forms = [];
    private readonly List<(IndirectReference? Reference, Form Form)> _open = [];
    private long _bytes;

    /// <param name="Length">Of its content, in bytes.</param>
    /// <param name="XObjects">What its resources name.</param>
    /// <param name="Drawn">The names that it draws, and how often.</param>
    private sealed record Form(
        long Length, IReadOnlyDictionary<string, IndirectReference> XObjects, IReadOnlyDictionary<string, int> Drawn);

    /// <summary>Looks through a page.</summary>
    /// <param name="page">Its dictionary, and those that it inherits from, the nearest first.</param>
    /// <exception cref="DocumentException">Its forms draw each other in a circle, or come to too much.</exception>
    public void Check(IReadOnlyList<DictionaryToken> page)
    {
        if (page.Count == 0) return;
        _bytes = 0;
        _open.Clear();
        // The nearest wins, and PdfPig looks in all of them.
        var names = new Dictionary<string, IndirectReference>(StringComparer.Ordinal);
        foreach (var node in page.Reverse())
            foreach (var (name, reference) in XObjectsOf(Value(node, "Resources") as DictionaryToken)) names[name] = reference;
        if (names.Count > 0) Visit(null, new Form(0, names, FormNames.In(ContentOf(page[0]))), times: 1);
    }

    private void Visit(IndirectReference? reference, Form form, long times)
    {
        _bytes += times * (form.Length + BytesPerForm);
        if (_bytes > MaxBytes) throw TooComplex($"come to more than {MaxBytes / (1024 * 1024)} MiB of content");
        if (_open.Count > MaxDepth) throw TooComplex($"stand more than {MaxDepth} deep in each other");
        _open.Add((reference, form));
        foreach (var (name, count) in form.Drawn)
        {
            if (Named(name) is not { } child || Find(child) is not { } inner) continue;
            // PdfPig leaves out a form that its own resources name.
            if (child.Equals(reference) && form.XObjects.ContainsKey(name)) continue;
            if (_open.Exists(open => child.Equals(open.Reference))) throw TooComplex("draw each other in a circle");
            Visit(child, inner, times * count);
        }
        _open.RemoveAt(_open.Count - 1);
    }

    /// <summary>What a form's resources do not name is looked for in those around it.</summary>
    private IndirectReference? Named(string name)
    {
        for (var at = _open.Count - 1; at >= 0; at--)
            if (_open[at].Form.XObjects.TryGetValue(name, out var found)) return found;
        return null;
    }

    /// <summary>Null for what is no form.</summary>
    private Form? Find(IndirectReference reference)
    {
        if (_forms.TryGetValue(reference, out var known)) return known;
        _forms[reference] = null;
        if (Resolved(new IndirectReferenceToken(reference)) is not StreamToken stream) return null;
        if (Value(stream.StreamDictionary, "Subtype") is not NameToken { Data: "Form" }) return null;
        var content = Decoded(stream);
        var resources = Value(stream.StreamDictionary, "Resources") as DictionaryToken;
        return _forms[reference] = new Form(content.Length, XObjectsOf(resources), FormNames.In(content));
    }

    private byte[] ContentOf(DictionaryToken page) => Value(page, "Contents") switch
    {
        StreamToken stream => Decoded(stream),
        ArrayToken parts => Joined(parts.Data.Select(Resolved).OfType<StreamToken>()),
        _ => [],
    };

    /// <summary>The parts as one: a name and its operator may stand in different ones.</summary>
    private byte[] Joined(IEnumerable<StreamToken> parts)
    {
        using var content = new MemoryStream();
        foreach (var part in parts)
        {
            content.Write(Decoded(part));
            content.WriteByte((byte)'\n');
        }
        return content.ToArray();
    }

    private byte[] Decoded(StreamToken stream) => stream.Decode(structure.FilterProvider, structure.TokenScanner).ToArray();

    private Dictionary<string, IndirectReference> XObjectsOf(DictionaryToken? resources)
    {
        var names = new Dictionary<string, IndirectReference>(StringComparer.Ordinal);
        if (resources is null || Value(resources, "XObject") is not DictionaryToken entries) return names;
        foreach (var (name, value) in entries.Data)
            if (value is IndirectReferenceToken reference) names[name] = reference.Data;
        return names;
    }

    private IToken? Value(DictionaryToken dictionary, string key) =>
        dictionary.Data.TryGetValue(key, out var value) ? Resolved(value) : null;

    private IToken? Resolved(IToken value)
    {
        for (var links = 0; links < 8 && value is IndirectReferenceToken reference; links++)
            if (structure.TokenScanner.Get(reference.Data)?.Data is { } data) value = data;
            else return null;
        return value;
    }

    private static DocumentException TooComplex(string what) =>
        new(ParseErrorCodes.DocumentTooLarge, $"The drawings of a page {what}. Print the document to a new PDF and send that.");
}
