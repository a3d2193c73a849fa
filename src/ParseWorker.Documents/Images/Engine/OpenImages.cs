using System.Runtime.CompilerServices;
using ParseWorker.Documents.Images.Files;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Ocr;
using ParseWorker.Documents.Pdf;

namespace ParseWorker.Documents.Images.Engine;

/// <summary>Reads images one by one; one is in memory at a time.</summary>
internal sealed class OpenImages(OcrReader reader, IImageFile file) : IOpenDocument
{
    public int? PageCount => file.Count;

    public async IAsyncEnumerable<Page> ReadAsync(int firstPage, [EnumeratorCancellation] CancellationToken token)
    {
        await ValueTask.CompletedTask;
        for (var number = Math.Max(1, firstPage); number <= file.Count; number++)
        {
            token.ThrowIfCancellationRequested();
            var page = number;
            // A damaged one among several costs its page; the only one costs the document.
            yield return file.Count == 1 ? new Page(page, Blocks(page, token)) : PageGuard.Read(page, () => Blocks(page, token), token);
        }
    }

    private IReadOnlyList<Block> Blocks(int number, CancellationToken token)
    {
        using var image = file.Decode(number);
        return PdfPipeline.Blocks(reader.ReadPage(image, placement: null, token), token);
    }

    public void Dispose() => file.Dispose();
}
