using System.Globalization;
using System.Runtime.CompilerServices;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Email;

/// <summary>A message in reading: page 1 is the message; its attachments' pages follow when they are asked for.</summary>
internal sealed class EmailDocument : IOpenDocument
{
    /// <summary>Messages within messages that are opened.</summary>
    private const int MaxDepth = 4;

    private readonly EmailMessage _message;
    private readonly AttachmentPages _attachments;
    private readonly bool _opensAttachments;
    private readonly IReadOnlyList<Block> _blocks;

    public EmailDocument(EmailMessage message, ReadOptions options, DocumentOpener open)
    {
        _message = message;
        var inner = options with { Depth = options.Depth + 1 };
        _attachments = new AttachmentPages(open, inner);
        _opensAttachments = inner.ParseAttachments && inner.Depth <= MaxDepth && message.Attachments.Count > 0;
        _blocks = [.. Head(), .. message.Body, .. List()];
        if (_blocks.Count == 0) throw new DocumentException(DocumentErrors.Empty());
    }

    public int? PageCount => _opensAttachments ? null : 1;

    public async IAsyncEnumerable<Page> ReadAsync(int firstPage, [EnumeratorCancellation] CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        if (firstPage <= 1) yield return new Page(1, _blocks);
        var number = 1;
        foreach (var attachment in _opensAttachments ? _message.Attachments : [])
            await foreach (var page in _attachments.ReadAsync(attachment, token))
                if (++number >= firstPage) yield return page with { Number = number };
    }

    public void Dispose()
    {
        // Nothing is held open: the message was read whole.
    }

    private IEnumerable<Block> Head()
    {
        if (_message.Subject.Length > 0) yield return new Block.Heading(1, _message.Subject);
        if (_message.Headers.Count > 0)
            yield return new Block.Paragraph(string.Join('\n', _message.Headers.Select(header => $"{header.Name}: {header.Value}")));
    }

    private IEnumerable<Block> List()
    {
        if (_message.Attachments.Count == 0) yield break;
        yield return new Block.Heading(2, "Attachments");
        yield return new Block.List(
            [.. _message.Attachments.Select(attachment => new ListItem("", $"{attachment.Name} ({Size(attachment.Content.Length)})"))]);
    }

    private static string Size(int bytes) => bytes < 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:N0} KiB");
}
