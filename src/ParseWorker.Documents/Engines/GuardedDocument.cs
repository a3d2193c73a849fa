using System.Runtime.CompilerServices;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Engines;

/// <summary>
/// Turns what parsers throw on damaged documents into <c>document_corrupt</c>, and says so too when not one page could be read.
/// </summary>
internal sealed class GuardedDocument(IOpenDocument document) : IOpenDocument
{
    public int? PageCount => document.PageCount;

    public static GuardedDocument Open(IDocumentEngine engine, DocumentSource source, CancellationToken token)
    {
        try
        {
            return new(engine.Open(source, token));
        }
        catch (Exception exception) when (PageGuard.IsDamage(exception, token))
        {
            throw Corrupt(exception);
        }
    }

    public async IAsyncEnumerable<Page> ReadAsync(int firstPage, [EnumeratorCancellation] CancellationToken token)
    {
        var tally = new PageTally(firstPage);
        await using var pages = document.ReadAsync(firstPage, token).GetAsyncEnumerator(token);
        while (await MoveNextAsync(pages, token))
        {
            tally.Count(pages.Current.Failure);
            yield return pages.Current;
        }
        tally.Check();
    }

    public void Dispose() => document.Dispose();

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<Page> pages, CancellationToken token)
    {
        try
        {
            token.ThrowIfCancellationRequested();
            return await pages.MoveNextAsync();
        }
        catch (Exception exception) when (PageGuard.IsDamage(exception, token))
        {
            throw Corrupt(exception);
        }
    }

    private static DocumentException Corrupt(Exception cause) =>
        new(DocumentErrors.WithCause(DocumentErrors.Corrupt("The document is damaged and cannot be read."), cause), cause);
}
