using System.Runtime.CompilerServices;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Layout;
using UglyToad.PdfPig;
using PdfPage = UglyToad.PdfPig.Content.Page;

namespace ParseWorker.Documents.Pdf;

/// <summary>Reads page by page; a page is forgotten once the next is asked for.</summary>
/// <param name="document">Disposed with this.</param>
/// <param name="ocr">Reads what has no text; null to leave it out. Disposed with this.</param>
internal sealed class PdfOpenDocument(PdfDocument document, PageOcr? ocr) : IOpenDocument
{
    public int? PageCount => document.NumberOfPages;

    public async IAsyncEnumerable<Page> ReadAsync(int firstPage, [EnumeratorCancellation] CancellationToken token)
    {
        await ValueTask.CompletedTask;
        var fields = FormFields.Of(document, token);
        for (var number = Math.Max(1, firstPage); number <= document.NumberOfPages; number++)
        {
            var page = number;
            yield return PageGuard.Read(page, () => Blocks(document.GetPage(page), fields, token), token);
        }
    }

    private IReadOnlyList<Block> Blocks(PdfPage page, FormFields fields, CancellationToken token)
    {
        var remarks = Remarks.On(page, token);
        var said = PdfContent.Read(page, fields, remarks);
        return [.. PageLayout.Blocks(ocr?.Read(page, said, token) ?? said, token), .. remarks.Comments];
    }

    public void Dispose()
    {
        ocr?.Dispose();
        document.Dispose();
    }
}
