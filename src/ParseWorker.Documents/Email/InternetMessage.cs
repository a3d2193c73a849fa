using System.Globalization;
using System.Text;
using MimeKit;
using ParseWorker.Core.Sniffing;
using ParseWorker.Documents.Text;
using ParseWorker.Documents.Text.Charsets;

namespace ParseWorker.Documents.Email;

/// <summary>Reads Internet messages (RFC 5322, MIME RFC 2045–2049), one by itself or several in an mbox (RFC 4155).</summary>
internal static class InternetMessage
{
    /// <summary>Parts within each other; deeper ones are read as text by the parser.</summary>
    private const int MaxMimeDepth = 32;

    private const int MaxAttachments = 1000;

    /// <summary>Bytes of the header that are looked at for its encoding, where it is not encoded as it should be.</summary>
    private const int HeaderBytes = 16 * 1024;

    /// <summary>
    /// The messages in their order, each read when it is called: call each before asking for the next. After one that is no message the
    /// parser is lost, and there is none.
    /// </summary>
    public static IEnumerable<Func<EmailMessage>> ReadAll(Stream content, CancellationToken token)
    {
        var format = StartsLikeMbox(content) ? MimeFormat.Mbox : MimeFormat.Entity;
        var parser = new MimeParser(Options(content), new LimitedHeaders(content), format);
        var isLost = false;
        do yield return Next;
        while (format == MimeFormat.Mbox && !isLost && !parser.IsEndOfStream);

        EmailMessage Next()
        {
            isLost = true;
            using var message = parser.ParseMessage(token);
            isLost = false;
            return Read(message, token);
        }
    }

    /// <summary>What a parsed message says.</summary>
    /// <param name="message">The message.</param>
    /// <param name="token">Checked for each part.</param>
    /// <param name="packed">How many files of Outlook's it was packed into.</param>
    public static EmailMessage Read(MimeMessage message, CancellationToken token, int packed = 0)
    {
        var parts = new MessageParts(token, packed);
        parts.Read(message.Body);
        var attachments = parts.Attachments.Take(MaxAttachments).Select(part => Attachment(part, token));
        return new(message.Subject ?? "", [.. Headers(message)], parts.Body, [.. attachments]);
    }

    private static ParserOptions Options(Stream content)
    {
        var options = ParserOptions.Default.Clone();
        options.MaxMimeDepth = MaxMimeDepth;
        options.CharsetEncoding = HeaderEncoding(Peek(content, HeaderBytes));
        return options;
    }

    private static bool StartsLikeMbox(Stream content) => Peek(content, 5).AsSpan().SequenceEqual("From "u8);

    private static byte[] Peek(Stream content, int count)
    {
        var start = content.Position;
        var bytes = new byte[count];
        var read = content.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        content.Position = start;
        return bytes[..read];
    }

    /// <summary>Some programs write names and subjects in the encoding of the text, without a word about it.</summary>
    private static Encoding HeaderEncoding(byte[] start)
    {
        var end = start.AsSpan().IndexOf("\n\n"u8) is var bare && start.AsSpan().IndexOf("\r\n\r\n"u8) is >= 0 and var full ? full : bare;
        var header = end < 0 ? start : start[..end];
        return TextEncoding.Guess(header) == TextGuess.SingleByte ? CharsetDetector.Detect(header) ?? TextDecoder.Western : Encoding.UTF8;
    }

    private static IEnumerable<(string, string)> Headers(MimeMessage message)
    {
        if (message.From.Count > 0) yield return ("From", message.From.ToString());
        if (message.To.Count > 0) yield return ("To", message.To.ToString());
        if (message.Cc.Count > 0) yield return ("Cc", message.Cc.ToString());
        if (message.Headers.Contains(HeaderId.Date) && message.Date != default)
            yield return ("Date", message.Date.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture));
    }

    private static EmailAttachment Attachment(MimeEntity entity, CancellationToken token)
    {
        using var content = new MemoryStream();
        if (entity is MessagePart { Message: { } inner }) inner.WriteTo(content, token);
        else if (entity is MimePart { Content: { } data }) data.DecodeTo(content, token);
        var name = entity.ContentDisposition?.FileName ?? entity.ContentType.Name;
        return new(string.IsNullOrWhiteSpace(name) ? Unnamed(entity) : name, content.ToArray());
    }

    private static string Unnamed(MimeEntity entity) =>
        entity is MessagePart part ? $"{part.Message?.Subject ?? "message"}.eml" : entity.ContentType.MimeType;
}
