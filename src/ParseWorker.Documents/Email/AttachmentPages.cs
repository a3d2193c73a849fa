using System.Runtime.CompilerServices;
using ParseWorker.Core.Errors;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Email;

/// <summary>
/// Reads attachments as documents of their own, under their names. One that cannot be read costs a page, not the message.
/// </summary>
/// <param name="open">Opens an attachment.</param>
/// <param name="options">How attachments are read.</param>
internal sealed class AttachmentPages(DocumentOpener open, ReadOptions options)
{
    /// <summary>The pages, to be numbered by the caller; none for a type that no engine reads, which the message lists.</summary>
    public async IAsyncEnumerable<Page> ReadAsync(EmailAttachment attachment, [EnumeratorCancellation] CancellationToken token)
    {
        using var content = new MemoryStream(attachment.Content, writable: false);
        var (opened, refused) = Open(content, attachment.Name, token);
        if (refused is not null && refused.Code is not (ParseErrorCodes.UnsupportedFormat or ParseErrorCodes.NoTextLayer))
            yield return new Page(1, []) { Failure = refused };
        if (opened is null) yield break;

        using var document = opened;
        var title = new Block.Heading(1, attachment.Name);
        await using var pages = document.ReadAsync(1, token).GetAsyncEnumerator(token);
        while (await NextAsync(pages) is { } page)
        {
            yield return page.Number == 1 && page.Failure is null ? page with { Blocks = [title, .. page.Blocks] } : page;
            if (page.Failure is not null && page.Number == 0) yield break;
        }
    }

    private (IOpenDocument? Document, ParseError? Refused) Open(Stream content, string name, CancellationToken token)
    {
        try
        {
            return (open(content, name, options, token), null);
        }
        catch (DocumentException exception)
        {
            return (null, exception.Error);
        }
    }

    /// <summary>Page 0 is the end of a document that failed after all.</summary>
    private static async ValueTask<Page?> NextAsync(IAsyncEnumerator<Page> pages)
    {
        try
        {
            return await pages.MoveNextAsync() ? pages.Current : null;
        }
        catch (DocumentException exception)
        {
            return new Page(0, []) { Failure = exception.Error };
        }
    }
}
