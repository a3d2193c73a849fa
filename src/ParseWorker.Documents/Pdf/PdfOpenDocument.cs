using System.Runtime.CompilerServices;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Headings;
using ParseWorker.Documents.Pdf.Recognition;
using UglyToad.PdfPig;

namespace ParseWorker.Documents.Pdf;

/// <summary>Reads page by page; a page is forgotten once the next is asked for.</summary>
/// <param name="document">Disposed with this.</param>
/// <param name="pages">Its pages.</param>
/// <param name="ocr">Reads what has no text; null to leave it out. Disposed with this.</param>
internal sealed class PdfOpenDocument(PdfDocument document, PdfPages pages, PageOcr? ocr) : IOpenDocument
{
    public int? PageCount => document.NumberOfPages;

    public async IAsyncEnumerable<Page> ReadAsync(int firstPage, [EnumeratorCancellation] CancellationToken token)
    {
        await ValueTask.CompletedTask;
        var parts = DocumentParts.Of(document, pages.Layers, token);
        var reader = new PageReader(pages, ocr, parts);
        var tables = new ContinuedTables(reader);
        var headings = new Lazy<HeadingScale?>(() => HeadingSample.Read(reader, document.NumberOfPages, parts.Bookmarks.Pages, token));
        for (var number = Math.Max(1, firstPage); number <= document.NumberOfPages; number++)
        {
            var page = number;
            yield return PageGuard.Read(page, () => Blocks(page), token);
        }

        IReadOnlyList<Block> Blocks(int number)
        {
            var scale = headings.Value;
            var page = reader.Read(number, token);
            return [.. PdfPipeline.Blocks(tables.Continue(number, page, token), scale), .. page.Comments,
                .. number == document.NumberOfPages ? AttachmentList.Of(parts.Files) : []];
        }
    }

    public void Dispose()
    {
        ocr?.Dispose();
        document.Dispose();
    }
}
