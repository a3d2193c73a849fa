using System.Runtime.CompilerServices;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents;

/// <summary>
/// Turns what parsers throw on damaged documents into <c>document_corrupt</c>. Running out of memory is left alone: the process
/// must die of it, so that the worker can say so.
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
        catch (Exception exception) when (IsDamage(exception, token))
        {
            throw Corrupt(exception);
        }
    }

    public async IAsyncEnumerable<Page> ReadAsync(int firstPage, [EnumeratorCancellation] CancellationToken token)
    {
        await using var pages = document.ReadAsync(firstPage, token).GetAsyncEnumerator(token);
        while (await MoveNextAsync(pages, token)) yield return pages.Current;
    }

    public void Dispose() => document.Dispose();

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<Page> pages, CancellationToken token)
    {
        try
        {
            token.ThrowIfCancellationRequested();
            return await pages.MoveNextAsync();
        }
        catch (Exception exception) when (IsDamage(exception, token))
        {
            throw Corrupt(exception);
        }
    }

    private static bool IsDamage(Exception exception, CancellationToken token) => exception switch
    {
        DocumentException or OutOfMemoryException => false,
        OperationCanceledException => !token.IsCancellationRequested,
        _ => true,
    };

    /// <summary>A parser's message may quote the document, so only the exception's type is told.</summary>
    private static DocumentException Corrupt(Exception cause)
    {
        var details = new Dictionary<string, string> { ["cause"] = cause.GetType().Name };
        return new(DocumentErrors.Corrupt("The document is damaged and cannot be read.") with { Details = details }, cause);
    }
}
