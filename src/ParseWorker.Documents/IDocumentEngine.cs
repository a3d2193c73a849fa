using ParseWorker.Documents.Model;

namespace ParseWorker.Documents;

/// <summary>Reads documents of one kind.</summary>
public interface IDocumentEngine
{
    /// <summary>Opens a document.</summary>
    /// <param name="source">Stays open until the result is disposed.</param>
    /// <param name="token">Checked within long loops.</param>
    /// <exception cref="DocumentException">The document cannot be parsed.</exception>
    IOpenDocument Open(DocumentSource source, CancellationToken token);
}

/// <summary>A document that is being read.</summary>
public interface IOpenDocument : IDisposable
{
    /// <summary>Its pages, 1 or more; null when only the end will tell.</summary>
    int? PageCount { get; }

    /// <summary>
    /// Yields the pages from <paramref name="firstPage"/> on, one at a time; a page does not depend on where reading began.
    /// </summary>
    /// <param name="firstPage">Counted from 1; after the last page nothing is yielded.</param>
    /// <param name="token">Checked at least once a page.</param>
    /// <exception cref="DocumentException">The document cannot be parsed after all.</exception>
    IAsyncEnumerable<Page> ReadAsync(int firstPage, CancellationToken token);
}
