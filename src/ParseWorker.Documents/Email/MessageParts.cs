using MimeKit;
using MimeKit.Tnef;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Email;

/// <summary>
/// Tells a message's text from what is attached to it. A part's disposition is often missing or wrong, so its type decides: plain text,
/// HTML and RTF are the body, part by part; everything else is attached.
/// </summary>
/// <param name="token">Checked for each part.</param>
/// <param name="packed">How many files of Outlook's the parts are packed into, one in the other.</param>
internal sealed class MessageParts(CancellationToken token, int packed = 0)
{
    /// <summary>Files of Outlook's within each other that are opened; one that stands deeper is an attachment.</summary>
    private const int MaxPacked = 4;

    private readonly List<Block> _body = [];
    private readonly List<MimeEntity> _others = [];
    private readonly List<string> _html = [];

    /// <summary>What the body shows, in the message's order.</summary>
    public IReadOnlyList<Block> Body => _body;

    /// <summary>All that is no text of the message, except the images that its HTML shows.</summary>
    public IEnumerable<MimeEntity> Attachments
    {
        get
        {
            var shown = new ShownParts(_html);
            return _others.Where(part => !(IsImage(part) && shown.Has(part.ContentId)));
        }
    }

    /// <summary>Reads a part and those in it; the parser has bounded how deep they nest.</summary>
    public void Read(MimeEntity? part)
    {
        token.ThrowIfCancellationRequested();
        if (part is MultipartAlternative alternative) ReadBest(alternative);
        else if (part is Multipart parts)
            foreach (var inner in parts) Read(inner);
        else if (part is TextPart text && IsBody(text)) Add(text);
        else if (part is MimePart file && IsOpened(file) && TnefMessage.Open(file, token) is { } message) Add(message);
        else if (part is not null) _others.Add(part);
    }

    /// <summary>The same said in several ways, the best last (RFC 2046 §5.1.4); HTML is better wherever it stands.</summary>
    private void ReadBest(MultipartAlternative alternative)
    {
        var ways = alternative.Select(part =>
        {
            var way = new MessageParts(token, packed);
            way.Read(part);
            return way;
        }).ToList();
        var told = ways.FindAll(way => way._body.Count > 0);
        if ((told.FindLast(way => way._html.Count > 0) ?? told.LastOrDefault()) is { } best) _body.AddRange(best._body);
        foreach (var way in ways)
        {
            _others.AddRange(way._others);
            _html.AddRange(way._html);
        }
    }

    /// <summary>A text with a file's name is a file, unless nothing came before that it could hang on.</summary>
    private bool IsBody(TextPart text) =>
        (text.IsPlain || text.IsHtml || IsRtf(text)) && !text.IsAttachment
            && (string.IsNullOrWhiteSpace(text.FileName) || _body.Count == 0);

    private static bool IsRtf(TextPart text) => text.ContentType.IsMimeType("text", "rtf");

    private void Add(TextPart part)
    {
        if (IsRtf(part))
        {
            _body.AddRange(MessageText.OfRtf(part, token));
            return;
        }
        var text = PartText.Of(part);
        if (part.IsHtml) _html.Add(text);
        _body.AddRange(part.IsHtml ? MessageText.OfHtml(text, token) : MessageText.OfPlain(text));
    }

    /// <summary>Outlook packs the message once more: its text counts when there is no other.</summary>
    private void Add(MimeMessage message)
    {
        var inner = new MessageParts(token, packed + 1);
        inner.Read(message.Body);
        if (_body.Count == 0) _body.AddRange(inner._body);
        _others.AddRange(inner._others);
        _html.AddRange(inner._html);
    }

    /// <summary>Within a file of Outlook's, a part of this kind is a message that somebody attached: not this one.</summary>
    private bool IsOpened(MimePart file) => packed == 0 || (packed < MaxPacked && file is not TnefPart);

    private static bool IsImage(MimeEntity part) => part.ContentType.MediaType.Equals("image", StringComparison.OrdinalIgnoreCase);
}
