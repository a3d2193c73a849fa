using ParseWorker.Documents.Pdf.Layers;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Tokens;

namespace ParseWorker.Documents.Pdf;

/// <summary>
/// The pages of a document as PdfPig reads them, none of which is drawn before its forms are known to come to an end, and those on
/// layers that are off are emptied.
/// </summary>
internal sealed class BoundedPages(PdfDocument document)
{
    private readonly FormNesting _forms = new(document.Structure);
    private readonly PageTree _tree = new(document.Structure.Catalog);

    /// <summary>What is on no page although it is drawn there.</summary>
    public HiddenLayers Layers { get; } = new(document, OptionalContent.Of(document));

    public int Count => document.NumberOfPages;

    /// <param name="number">Counted from 1.</param>
    /// <exception cref="DocumentException">Its drawings come to too much.</exception>
    public Page Get(int number)
    {
        List<DictionaryToken> page = [.. _tree.Chain(number)];
        Layers.Empty(page);
        _forms.Check(page);
        return document.GetPage(number);
    }
}
