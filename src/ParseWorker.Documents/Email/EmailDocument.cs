using System.Runtime.CompilerServices;
using ParseWorker.Core.Errors;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Email;

/// <summary>
/// Messages in reading: each is a page, followed by its attachments' pages when they are asked for. The first is read at once and kept;
/// of several, one other is in memory at a time, and one that is damaged costs its page.
/// </summary>
internal sealed class EmailDocument : IOpenDocument
{
    /// <summary>Messages within messages that are opened.</summary>
    private const int MaxDepth = 4;

    private readonly IEnumerator<Func<EmailMessage>> _messages;
    private readonly AttachmentPages _attachments;
    private readonly bool _opensAttachments;
    private readonly (Page Page, IReadOnlyList<EmailAttachment> Attachments) _first;
    private bool _hasMore;

    /// <summary>Reads the first message.</summary>
    /// <param name="messages">Each is read when it is called, once and in turn; whether there is another shows after that.</param>
    /// <param name="source">The document.</param>
    /// <param name="token">Stops the reading.</param>
    /// <exception cref="DocumentException">There is nothing in it, or it is the only one and damaged.</exception>
    public EmailDocument(IEnumerable<Func<EmailMessage>> messages, DocumentSource source, CancellationToken token)
    {
        var inner = source.Options with { Depth = source.Options.Depth + 1 };
        _attachments = new AttachmentPages(source.OpenInner, inner);
        _opensAttachments = inner.ParseAttachments && inner.Depth <= MaxDepth;
        _messages = messages.GetEnumerator();
        if (!_messages.MoveNext()) throw new DocumentException(DocumentErrors.Empty());
        _first = Read(_messages.Current, token);
        _hasMore = _messages.MoveNext();
        if (!_hasMore && _first.Page.Failure is { } failure) throw new DocumentException(ParseErrorTable.OfWholeDocument(failure));
        if (!_hasMore && _first.Page.Blocks.Count == 0) throw new DocumentException(DocumentErrors.Empty());
    }

    public int? PageCount => _hasMore || (_opensAttachments && _first.Attachments.Count > 0) ? null : 1;

    public async IAsyncEnumerable<Page> ReadAsync(int firstPage, [EnumeratorCancellation] CancellationToken token)
    {
        var number = 0;
        foreach (var (message, attachments) in All(token))
        {
            token.ThrowIfCancellationRequested();
            if (++number >= firstPage) yield return message with { Number = number };
            foreach (var attachment in _opensAttachments ? attachments : [])
                await foreach (var page in _attachments.ReadAsync(attachment, token))
                    if (++number >= firstPage) yield return page with { Number = number };
        }
    }

    public void Dispose() => _messages.Dispose();

    private IEnumerable<(Page Page, IReadOnlyList<EmailAttachment> Attachments)> All(CancellationToken token)
    {
        yield return _first;
        for (; _hasMore; _hasMore = _messages.MoveNext()) yield return Read(_messages.Current, token);
    }

    private static (Page Page, IReadOnlyList<EmailAttachment> Attachments) Read(Func<EmailMessage> read, CancellationToken token)
    {
        IReadOnlyList<EmailAttachment> attachments = [];
        var page = PageGuard.Read(1, Blocks, token);
        return (page, attachments);

        IReadOnlyList<Block> Blocks()
        {
            var message = read();
            attachments = message.Attachments;
            return BlocksOf(message);
        }
    }

    private static List<Block> BlocksOf(EmailMessage message) => [.. Head(message), .. message.Body, .. Attachments(message)];

    private static IEnumerable<Block> Head(EmailMessage message)
    {
        if (message.Subject.Length > 0) yield return new Block.Heading(1, message.Subject);
        if (message.Headers.Count > 0)
            yield return new Block.Paragraph(string.Join('\n', message.Headers.Select(header => $"{header.Name}: {header.Value}")));
    }

    private static IEnumerable<Block> Attachments(EmailMessage message) =>
        AttachmentList.Of([.. message.Attachments.Select(attachment => (attachment.Name, (long?)attachment.Content.Length))]);
}
