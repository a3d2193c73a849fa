using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace ParseWorker.Documents.Pdf;

/// <summary>The pages of a document as PdfPig reads them, none of which is drawn before its forms are known to come to an end.</summary>
internal sealed class BoundedPages(PdfDocument document)
{
    private readonly FormNesting _forms = new(document.Structure);
    private readonly PageTree _tree = new(document.Structure.Catalog);

    public int Count => document.NumberOfPages;

    /// <param name="number">Counted from 1.</param>
    /// <exception cref="DocumentException">Its drawings come to too much.</exception>
    public Page Get(int number)
    {
        _forms.Check([.. _tree.Chain(number)]);
        return document.GetPage(number);
    }
}
