using ParseWorker.Core.Parses;
using ParseWorker.Documents;
using ParseWorker.Documents.Engines;
using ParseWorker.Documents.Rendering;

namespace ParseWorker.Benchmarks.Parsing;

/// <summary>
/// Reads documents in this process, on all cores: the same code as an engine host runs, for what they say alone. Cost is measured on a
/// host, which steps back behind everything else on the machine.
/// </summary>
internal static class InProcessReader
{
    /// <summary>The text of a document, tables as HTML, without OCR.</summary>
    /// <param name="content">The document.</param>
    /// <param name="name">Its file's name.</param>
    /// <returns>Empty when it was refused.</returns>
    public static async Task<string> ReadAsync(byte[] content, string name)
    {
        try
        {
            using var stream = new MemoryStream(content);
            using var document = DocumentEngines.Open(stream, name, new() { Ocr = false }, CancellationToken.None);
            var texts = new List<string>();
            await foreach (var page in document.ReadAsync(1, CancellationToken.None)) texts.Add(
                PageRenderer.Render(page, TableFormat.Html));
            return string.Join("\n\n", texts);
        }
        catch (DocumentException exception)
        {
            Console.WriteLine($"  {name}: {exception.Error.Code}");
            return "";
        }
    }
}
