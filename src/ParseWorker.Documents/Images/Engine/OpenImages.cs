using System.Runtime.CompilerServices;
using ParseWorker.Documents.Images.Files;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Ocr;
using ParseWorker.Documents.Ocr.Model;
using ParseWorker.Documents.Ocr.Pages;
using ParseWorker.Documents.Pdf;

namespace ParseWorker.Documents.Images.Engine;

/// <summary>Reads pictures one by one; one is in memory at a time.</summary>
internal sealed class OpenImages(OcrReader reader, IImageFile pictures) : IOpenDocument
{
    public int? PageCount => pictures.Count;

    public async IAsyncEnumerable<Page> ReadAsync(int firstPage, [EnumeratorCancellation] CancellationToken token)
    {
        await ValueTask.CompletedTask;
        for (var number = Math.Max(1, firstPage); number <= pictures.Count; number++)
        {
            token.ThrowIfCancellationRequested();
            var page = number;
            // A damaged one among several costs its page; the only one costs the document.
            yield return pictures.Count == 1 ? new Page(page, Blocks(page, token)) : PageGuard.Read(page, () => Blocks(page, token), token);
        }
    }

    private IReadOnlyList<Block> Blocks(int number, CancellationToken token)
    {
        using var picture = pictures.Decode(number);
        var read = reader.Read(picture, token);
        return PdfPipeline.Blocks(RecognizedPage.Content(read, new ImagePlacement(0, 0, RecognizedPage.GuessScale(read))), token);
    }

    public void Dispose() => pictures.Dispose();
}
