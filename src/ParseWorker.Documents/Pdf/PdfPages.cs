using ParseWorker.Documents.Pdf.Glyphs;
using ParseWorker.Documents.Pdf.Layers;
using UglyToad.PdfPig;

namespace ParseWorker.Documents.Pdf;

/// <summary>
/// The pages of a document; the last one is kept, since taking a page apart is most of the work and it may be asked for again.
/// </summary>
internal sealed class PdfPages(PdfDocument document)
{
    private readonly BoundedPages _pages = new(document);
    private DrawnPage? _last;

    /// <summary>What is on no page although it is drawn there.</summary>
    public HiddenLayers Layers => _pages.Layers;

    public int Count => _pages.Count;

    /// <param name="number">Counted from 1.</param>
    /// <exception cref="DocumentException">Its drawings come to too much.</exception>
    public DrawnPage Get(int number)
    {
        if (_last?.Number == number) return _last;
        _last = null;
        return _last = new(_pages.Get(number), Layers);
    }
}
