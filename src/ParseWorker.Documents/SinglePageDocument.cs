using System.Runtime.CompilerServices;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents;

/// <summary>A document of a kind that has no pages: all of it is page 1.</summary>
internal sealed class SinglePageDocument : IOpenDocument
{
    private readonly Page _page;

    /// <summary>Holds the whole document.</summary>
    /// <exception cref="DocumentException">There is nothing in it.</exception>
    public SinglePageDocument(IReadOnlyList<Block> blocks)
    {
        if (blocks.Count == 0) throw new DocumentException(DocumentErrors.Empty());
        _page = new Page(1, blocks);
    }

    public int? PageCount => 1;

    public async IAsyncEnumerable<Page> ReadAsync(int firstPage, [EnumeratorCancellation] CancellationToken token)
    {
        await ValueTask.CompletedTask;
        token.ThrowIfCancellationRequested();
        if (firstPage <= 1) yield return _page;
    }

    public void Dispose()
    {
        // Nothing is held open: the document was read whole.
    }
}
