using ParseWorker.Core.Parses;
using ParseWorker.Documents;
using ParseWorker.Documents.Engines;
using ParseWorker.Documents.Rendering;

namespace ParseWorker.Benchmarks.Isolation;

/// <summary>A document read where it is needed, as the host does it but without a process between.</summary>
internal static class InProcess
{
    private static readonly ReadOptions TextLayerOnly = new() { Ocr = false };

    /// <returns>False when the document was refused.</returns>
    public static async Task<bool> ReadAsync(string path)
    {
        await using var content = File.OpenRead(path);
        try
        {
            using var document = DocumentEngines.Open(content, Path.GetFileName(path), TextLayerOnly, CancellationToken.None);
            await foreach (var page in document.ReadAsync(firstPage: 1, CancellationToken.None))
                _ = PageRenderer.Render(page, TableFormat.Html);
            return true;
        }
        catch (DocumentException)
        {
            return false;
        }
    }
}
