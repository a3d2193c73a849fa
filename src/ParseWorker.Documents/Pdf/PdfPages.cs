using ParseWorker.Documents.Pdf.Glyphs;
using UglyToad.PdfPig;

namespace ParseWorker.Documents.Pdf;

/// <summary>
/// The pages of a document; the last one is kept, since taking a page apart is most of the work and it may be asked for again.
/// </summary>
internal sealed class PdfPages(PdfDocument document)
{
    private readonly FormNesting _forms = new(document.Structure);
    private readonly PageTree _tree = new(document.Structure.Catalog);
    private DrawnPage? _last;

    public int Count => document.NumberOfPages;

    /// <param name="number">Counted from 1.</param>
    /// <exception cref="DocumentException">Its drawings come to too much.</exception>
    public DrawnPage Get(int number)
    {
        if (_last?.Number == number) return _last;
        _last = null;
        _forms.Check([.. _tree.Chain(number)]);
        return _last = new(document.GetPage(number));
    }
}
