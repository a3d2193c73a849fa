using ParseWorker.Documents.Model;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace ParseWorker.Documents.Pdf.Tags;

/// <summary>
/// The files that a document lists (PDF 1.7 reference, §3.10.3): a portfolio's, whose page says only that one is there, and an electronic
/// invoice's data. They are named, not opened; those that hang on a page as annotations alone are not listed.
/// </summary>
internal sealed class EmbeddedFiles
{
    /// <summary>Files that are named, parts of the tree that lists them and entries of these, and characters of a name.</summary>
    private const int MostFiles = 1000, MostNodes = 10_000, MostEntries = 100_000, LongestName = 255;

    private readonly IPdfTokenScanner _objects;

    private EmbeddedFiles(IPdfTokenScanner objects) => _objects = objects;

    /// <summary>Those of a document, with their sizes in bytes; none where they are damaged.</summary>
    public static IReadOnlyList<(string Name, long? Bytes)> Of(PdfDocument document, CancellationToken token)
    {
        var files = new EmbeddedFiles(document.Structure.TokenScanner);
        try
        {
            return [.. files.In(document.Structure.Catalog.CatalogDictionary, token).Take(MostFiles)];
        }
        // The pages are worth reading without them.
        catch (Exception exception) when (PageGuard.IsDamage(exception, token))
        {
            return [];
        }
    }

    /// <summary>A name tree (§3.8.5), part by part.</summary>
    private IEnumerable<(string Name, long? Bytes)> In(DictionaryToken catalog, CancellationToken token)
    {
        if (!catalog.TryGet(NameToken.Create("Names"), _objects, out DictionaryToken? names)) yield break;
        if (!names.TryGet(NameToken.Create("EmbeddedFiles"), _objects, out DictionaryToken? tree)) yield break;
        var seen = new HashSet<IndirectReference>();
        var open = new Stack<DictionaryToken>([tree]);
        var entries = 0;
        while (open.TryPop(out var node) && seen.Count <= MostNodes)
        {
            token.ThrowIfCancellationRequested();
            if (node.TryGet(NameToken.Create("Names"), _objects, out ArrayToken? pairs))
                for (var at = 0; at + 1 < pairs.Length && entries++ < MostEntries; at += 2)
                    if (FileOf(TextOf(pairs[at]), Resolved(pairs[at + 1])) is { } file) yield return file;
            if (!node.TryGet(NameToken.Kids, _objects, out ArrayToken? kids)) continue;
            foreach (var kid in kids.Data.Take(MostNodes).OfType<IndirectReferenceToken>().Reverse().Where(kid => seen.Add(kid.Data)))
                if (Resolved(kid) is DictionaryToken below) open.Push(below);
        }
    }

    /// <summary>
    /// By the name that viewers show, and by the one that it is found by where that is another file's name: programs write either.
    /// </summary>
    private (string Name, long? Bytes)? FileOf(string? key, IToken? specification)
    {
        if (specification is not DictionaryToken file) return key is null ? null : (key, null);
        var shown = TextOf(file, "UF") ?? TextOf(file, "F") ?? key;
        if (shown is null) return null;
        var isOther = key is not null && key != shown && Path.HasExtension(key);
        return (isOther ? $"{key}: {shown}" : shown, SizeOf(file));
    }

    private long? SizeOf(DictionaryToken file) =>
        file.TryGet(NameToken.Create("EF"), _objects, out DictionaryToken? contents)
        && (contents.TryGet(NameToken.Create("UF"), _objects, out StreamToken? stream)
            || contents.TryGet(NameToken.F, _objects, out stream))
        && stream.StreamDictionary.TryGet(NameToken.Create("Params"), _objects, out DictionaryToken? parameters)
        && parameters.TryGet(NameToken.Size, _objects, out NumericToken? size) && size.Data >= 0
            ? size.Long
            : null;

    private string? TextOf(DictionaryToken dictionary, string key) =>
        dictionary.TryGet(NameToken.Create(key), out IToken? value) ? TextOf(value) : null;

    private string? TextOf(IToken value)
    {
        var text = Resolved(value) switch
        {
            StringToken plain => plain.Data,
            HexToken hex => hex.Data,
            _ => "",
        };
        text = InlineMark.Without(text.Length > LongestName ? text[..LongestName] : text).ReplaceLineEndings(" ").Trim();
        return text.Length > 0 ? text : null;
    }

    private IToken? Resolved(IToken token) => token is IndirectReferenceToken reference ? _objects.Get(reference.Data)?.Data : token;
}
