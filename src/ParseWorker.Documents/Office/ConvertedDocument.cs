using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Office;

/// <summary>What came out of a conversion, which lasts as long as it is read.</summary>
internal sealed class ConvertedDocument(IOpenDocument document, Stream content, OfficeConversion conversion) : IOpenDocument
{
    public int? PageCount => document.PageCount;

    public IAsyncEnumerable<Page> ReadAsync(int firstPage, CancellationToken token) => document.ReadAsync(firstPage, token);

    public void Dispose()
    {
        document.Dispose();
        content.Dispose();
        conversion.Dispose();
    }
}
