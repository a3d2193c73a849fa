using System.Globalization;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Text;

namespace ParseWorker.Documents.Email;

/// <summary>Reads an Outlook item ([MS-OXMSG]).</summary>
internal sealed class OutlookMessage
{
    private const int MaxAttachments = 1000;

    /// <summary>The tags of an attachment's name, the fullest first.</summary>
    private static readonly int[] AttachmentNames = [0x3707, 0x3704, 0x3001];

    private readonly OutlookProperties _properties;
    private readonly CancellationToken _token;

    private OutlookMessage(Stream content, CancellationToken token) => (_properties, _token) = (new OutlookProperties(content), token);

    public static EmailMessage Read(Stream content, CancellationToken token)
    {
        var message = new OutlookMessage(content, token);
        token.ThrowIfCancellationRequested();
        var html = message.Html();
        return new(message.Text(0x0037), [.. message.Headers()], message.Body(html), [.. message.Attachments(html)]);
    }

    private string Text(int tag) => _properties.Text("", tag);

    /// <summary>HTML says most; messages written as plain text have one of the others.</summary>
    private IReadOnlyList<Block> Body(string? html)
    {
        if (MessageText.OfHtml(html, _token) is { Count: > 0 } rich) return rich;
        if (MessageText.OfPlain(Text(0x1000)) is { Count: > 0 } plain) return plain;
        return _properties.Bytes("", 0x1009) is { } packed ? MessageText.OfCompressedRtf(packed, _token) : [];
    }

    private IEnumerable<(string, string)> Headers()
    {
        var (name, address) = (Text(0x0C1A), Text(0x5D01) is { Length: > 0 } smtp ? smtp : Text(0x0C1F));
        var sender = address.Contains('@', StringComparison.Ordinal) && address != name ? $"{name} <{address}>".Trim() : name;
        if (sender.Length > 0) yield return ("From", sender);
        if (Text(0x0E04) is { Length: > 0 } to) yield return ("To", to);
        if (Text(0x0E03) is { Length: > 0 } copies) yield return ("Cc", copies);
        if ((_properties.Time(0x0039) ?? _properties.Time(0x0E06)) is { } sent)
            yield return ("Date", sent.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture));
    }

    private IEnumerable<EmailAttachment> Attachments(string? html)
    {
        var shown = new ShownParts(html ?? "");
        foreach (var storage in _properties.AttachmentStorages().Take(MaxAttachments))
        {
            _token.ThrowIfCancellationRequested();
            if (shown.Has(_properties.Text(storage, 0x3712))) continue;
            var names = AttachmentNames.Select(tag => _properties.Text(storage, tag));
            // A message within the message is no stream of bytes but a storage: it is listed, not opened.
            yield return new(names.FirstOrDefault(name => name.Length > 0) ?? "attachment", _properties.Bytes(storage, 0x3701) ?? []);
        }
    }

    /// <summary>HTML is kept as bytes, or as text when a program that knows no better wrote it.</summary>
    private string? Html()
    {
        if (_properties.Bytes("", 0x1013) is { Length: > 0 } bytes)
            return TextDecoder.DecodeAny(bytes, start => DeclaredEncoding.OfHtml(start) ?? _properties.InternetEncoding);
        return Text(0x1013) is { Length: > 0 } text ? text : null;
    }
}
