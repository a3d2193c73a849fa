using System.Globalization;
using System.Runtime.CompilerServices;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Email;

/// <summary>
/// Messages in reading: each is a page, followed by its attachments' pages when they are asked for. A message by itself is read at
/// once; of several, one is in memory at a time.
/// </summary>
internal sealed class EmailDocument : IOpenDocument
{
    /// <summary>Messages within messages that are opened.</summary>
    private const int MaxDepth = 4;

    private readonly EmailMessage _first;
    private readonly IEnumerator<EmailMessage> _messages;
    private readonly AttachmentPages _attachments;
    private readonly bool _opensAttachments;
    private bool _hasMore;

    /// <summary>Reads the first message.</summary>
    /// <exception cref="DocumentException">There is nothing in it.</exception>
    public EmailDocument(IEnumerable<EmailMessage> messages, DocumentSource source)
    {
        var inner = source.Options with { Depth = source.Options.Depth + 1 };
        _attachments = new AttachmentPages(source.OpenInner, inner);
        _opensAttachments = inner.ParseAttachments && inner.Depth <= MaxDepth;
        _messages = messages.GetEnumerator();
        if (!_messages.MoveNext()) throw new DocumentException(DocumentErrors.Empty());
        _first = _messages.Current;
        _hasMore = _messages.MoveNext();
        if (!_hasMore && Blocks(_first).Count == 0) throw new DocumentException(DocumentErrors.Empty());
    }

    public int? PageCount => _hasMore || (_opensAttachments && _first.Attachments.Count > 0) ? null : 1;

    public async IAsyncEnumerable<Page> ReadAsync(int firstPage, [EnumeratorCancellation] CancellationToken token)
    {
        var number = 0;
        foreach (var message in All())
        {
            token.ThrowIfCancellationRequested();
            if (++number >= firstPage) yield return new Page(number, Blocks(message));
            foreach (var attachment in _opensAttachments ? message.Attachments : [])
                await foreach (var page in _attachments.ReadAsync(attachment, token))
                    if (++number >= firstPage) yield return page with { Number = number };
        }
    }

    public void Dispose() => _messages.Dispose();

    private IEnumerable<EmailMessage> All()
    {
        yield return _first;
        for (; _hasMore; _hasMore = _messages.MoveNext()) yield return _messages.Current;
    }

    private static List<Block> Blocks(EmailMessage message) => [.. Head(message), .. message.Body, .. Attachments(message)];

    private static IEnumerable<Block> Head(EmailMessage message)
    {
        if (message.Subject.Length > 0) yield return new Block.Heading(1, message.Subject);
        if (message.Headers.Count > 0)
            yield return new Block.Paragraph(string.Join('\n', message.Headers.Select(header => $"{header.Name}: {header.Value}")));
    }

    private static IEnumerable<Block> Attachments(EmailMessage message)
    {
        if (message.Attachments.Count == 0) yield break;
        yield return new Block.Heading(2, "Attachments");
        yield return new Block.List([.. message.Attachments.Select(Listed)]);
    }

    private static ListItem Listed(EmailAttachment attachment) => new("", $"{attachment.Name} ({Size(attachment.Content.Length)})");

    private static string Size(int bytes) => bytes < 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:N0} KiB");
}
