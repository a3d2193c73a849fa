using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Fields;
using ParseWorker.Documents.Pdf.Headings;
using ParseWorker.Documents.Pdf.Layers;
using ParseWorker.Documents.Pdf.Recognition;
using ParseWorker.Documents.Pdf.Tags;
using UglyToad.PdfPig;

namespace ParseWorker.Documents.Pdf;

/// <summary>
/// Reads the pages of a document, and looks at some ahead of their turn. What it finds on a page is a function of the document alone,
/// wherever reading begins.
/// </summary>
/// <param name="pages">The document's.</param>
/// <param name="ocr">Reads what has no text; null to leave it out.</param>
/// <param name="parts">What the document says besides its pages.</param>
internal sealed class PageReader(PdfPages pages, PageOcr? ocr, DocumentParts parts)
{
    /// <summary>Glyphs of pages kept from a look ahead: some of a usual document, none of a page that is a book by itself.</summary>
    private const int MostKept = 100_000;

    private readonly Dictionary<int, ReadPage> _kept = [];

    /// <summary>Reads a page. It is forgotten then.</summary>
    /// <param name="number">Counted from 1.</param>
    /// <param name="token">Stops it.</param>
    public ReadPage Read(int number, CancellationToken token) =>
        _kept.Remove(number, out var kept) ? kept : Read(number, recognize: true, token)!;

    /// <summary>Looks at a page without OCR.</summary>
    /// <param name="number">Counted from 1.</param>
    /// <param name="token">Stops it.</param>
    /// <returns>Null for one that cannot be read, or not without OCR.</returns>
    public ReadPage? Look(int number, CancellationToken token)
    {
        if (_kept.TryGetValue(number, out var kept)) return kept;
        try
        {
            var page = Read(number, recognize: false, token);
            if (page is not null
                && _kept.Values.Sum(other => other.Layout.GlyphCount) + page.Layout.GlyphCount <= MostKept) _kept[number] = page;
            return page;
        }
        // Reading it in its turn will say so.
        catch (Exception exception) when (exception is DocumentException || PageGuard.IsDamage(exception, token))
        {
            return null;
        }
    }

    private ReadPage? Read(int number, bool recognize, CancellationToken token)
    {
        var page = pages.Get(number);
        var isPlain = ocr is null || !PageOcr.Wants(page);
        if (!isPlain && !recognize) return null;
        var annotations = Annotations.On(page, token);
        var said = PdfPipeline.Read(page, parts.Fields, annotations);
        var layout = PdfPipeline.Arrange(isPlain ? said : ocr!.Read(page, said, token), token);
        return new(StatedHeadings.Mark(layout, [.. parts.Bookmarks.On(number), .. parts.Tags.On(page, token)]), [.. annotations.Comments],
            isPlain ? PageEnds.Of(layout, said.Directions[0].Turn.Height) : null);
    }
}

/// <summary>What a document says of its pages in one place for all.</summary>
/// <param name="Fields">What is filled into its form.</param>
/// <param name="Bookmarks">Its bookmarks.</param>
/// <param name="Tags">What it calls its headings.</param>
/// <param name="Files">What is attached to it, with sizes in bytes.</param>
internal sealed record DocumentParts(
    FormFields Fields, Bookmarks Bookmarks, StructureTags Tags, IReadOnlyList<(string Name, long? Bytes)> Files)
{
    public static DocumentParts Of(PdfDocument document, HiddenLayers layers, CancellationToken token) =>
        new(FormFields.Of(document, layers, token), Bookmarks.Of(document, token), StructureTags.Of(document, token),
            EmbeddedFiles.Of(document, token));
}

/// <summary>What is on a page.</summary>
/// <param name="Layout">Its text and tables.</param>
/// <param name="Comments">What readers wrote about it.</param>
/// <param name="Ends">Where tables come from and go on; null for a page that took OCR, which is not looked at from others.</param>
internal sealed record ReadPage(ArrangedPage Layout, IReadOnlyList<Block> Comments, PageEnds? Ends);
