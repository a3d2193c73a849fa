using System.Runtime.CompilerServices;
using ParseWorker.Core.Parses;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Email;

/// <summary>Reads an attachment as a document of its own, under its name. One that cannot be read costs a page, not the message.</summary>
internal static class AttachmentPages
{
    /// <summary>The pages, numbered anew by the caller; none for a type that no engine reads, which the message lists.</summary>
    public static async IAsyncEnumerable<Page> ReadAsync(EmailAttachment attachment, ReadOptions options, [EnumeratorCancellation] CancellationToken token)
    {
        using var content = new MemoryStream(attachment.Content, writable: false);
        var (document, refused) = Open(content, attachment.Name, options, token);
        if (refused is not null && refused.Code is not (ParseErrorCodes.UnsupportedFormat or ParseErrorCodes.NoTextLayer)) yield return new Page(1, []) { Failure = refused };
        if (document is null) yield break;

        using var open = document;
        var title = new Block.Heading(1, attachment.Name);
        await using var pages = document.ReadAsync(1, token).GetAsyncEnumerator(token);
        while (await NextAsync(pages) is { } page)
        {
            yield return page.Number == 1 && page.Failure is null ? page with { Blocks = [title, .. page.Blocks] } : page;
            if (page.Failure is not null && page.Number == 0) yield break;
        }
    }

    private static (IOpenDocument? Document, ParseError? Refused) Open(Stream content, string name, ReadOptions options, CancellationToken token)
    {
        try
        {
            return (DocumentEngines.Open(content, name, options, token), null);
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
