using System.Runtime.CompilerServices;
using ParseWorker.Core.Parses;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents;

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
        var (failure, read) = ((ParseError?)null, firstPage > 1);
        await using var pages = document.ReadAsync(firstPage, token).GetAsyncEnumerator(token);
        while (await MoveNextAsync(pages, token))
        {
            failure ??= pages.Current.Failure;
            read |= pages.Current.Failure is null;
            yield return pages.Current;
        }
        if (!read && failure is not null) throw new DocumentException(WholeDocument(failure));
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

    /// <summary>When no page at all could be read, the document could not be.</summary>
    private static ParseError WholeDocument(ParseError page) => page.Code == ParseErrorCodes.PageUnreadable
        ? DocumentErrors.Corrupt("No page of the document can be read.") with { Details = page.Details }
        : page;

    private static DocumentException Corrupt(Exception cause) =>
        new(DocumentErrors.WithCause(DocumentErrors.Corrupt("The document is damaged and cannot be read."), cause), cause);
}
