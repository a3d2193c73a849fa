using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace ParseWorker.Documents.Pdf;

/// <summary>The pages of a document; the last one is kept, since taking a page apart is most of the work and it may be asked for again.</summary>
internal sealed class PdfPages(PdfDocument document)
{
    private Page? _last;

    public int Count => document.NumberOfPages;

    /// <param name="number">Counted from 1.</param>
    public Page Get(int number)
    {
        if (_last?.Number == number) return _last;
        _last = null;
        return _last = document.GetPage(number);
    }
}
