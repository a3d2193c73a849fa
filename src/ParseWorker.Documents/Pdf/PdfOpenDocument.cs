using System.Runtime.CompilerServices;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Layout;
using UglyToad.PdfPig;

namespace ParseWorker.Documents.Pdf;

/// <summary>Reads page by page; a page is forgotten once the next is asked for.</summary>
internal sealed class PdfOpenDocument(PdfDocument document) : IOpenDocument
{
    public int? PageCount => document.NumberOfPages;

    public async IAsyncEnumerable<Page> ReadAsync(int firstPage, [EnumeratorCancellation] CancellationToken token)
    {
        await ValueTask.CompletedTask;
        for (var number = Math.Max(1, firstPage); number <= document.NumberOfPages; number++)
        {
            var page = number;
            yield return PageGuard.Read(page, () => PageLayout.Blocks(document.GetPage(page), token), token);
        }
    }

    public void Dispose() => document.Dispose();
}
