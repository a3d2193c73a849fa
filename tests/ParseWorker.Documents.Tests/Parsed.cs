using System.Text;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Documents.Engines;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Rendering;

namespace ParseWorker.Documents.Tests;

/// <summary>Runs a document through its engine, as the engine host does; without OCR unless options say so.</summary>
internal static class Parsed
{
    public static async Task<IReadOnlyList<Page>> PagesAsync(byte[] content, string name, int firstPage = 1, ReadOptions? options = null)
    {
        using var stream = new MemoryStream(content);
        using var document = DocumentEngines.Open(stream, name, options ?? TestOcr.Off, TestContext.Current.CancellationToken);
        var pages = new List<Page>();
        await foreach (var page in document.ReadAsync(firstPage, TestContext.Current.CancellationToken)) pages.Add(page);
        return pages;
    }

    /// <summary>The text of every page.</summary>
    public static async Task<IReadOnlyList<string>> TextsAsync(
        byte[] content, string name, TableFormat format = TableFormat.Html, int firstPage = 1, ReadOptions? options = null) =>
        [.. (await PagesAsync(content, name, firstPage, options)).Select(page => PageRenderer.Render(page, format))];

    /// <summary>The text of the only page of a document given as text.</summary>
    public static async Task<string> TextAsync(string content, string name, TableFormat format = TableFormat.Html) =>
        Assert.Single(await TextsAsync(Encoding.UTF8.GetBytes(content), name, format));

    /// <summary>The error of a document that cannot be parsed.</summary>
    public static async Task<ParseError> ErrorAsync(byte[] content, string name, ReadOptions? options = null) =>
        (await Assert.ThrowsAsync<DocumentException>(() => TextsAsync(content, name, options: options))).Error;

    /// <summary>How many pages come before a document's own token stops it; it must.</summary>
    public static async Task<int> PagesBeforeCancelAsync(CancellingStream content, string name)
    {
        var pages = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            using var document = DocumentEngines.Open(content, name, TestOcr.Off, content.Token);
            await foreach (var _ in document.ReadAsync(1, content.Token)) pages++;
        });
        return pages;
    }
}
