using System.Globalization;
using MimeKit;

namespace ParseWorker.Documents.Email;

/// <summary>Reads an Internet message (RFC 5322, MIME RFC 2045–2049).</summary>
internal static class InternetMessage
{
    /// <summary>Parts within each other; deeper ones are read as text by the parser.</summary>
    private const int MaxMimeDepth = 32;

    private const int MaxAttachments = 1000;

    public static EmailMessage Read(Stream content, CancellationToken token)
    {
        var options = ParserOptions.Default.Clone();
        options.MaxMimeDepth = MaxMimeDepth;
        using var message = MimeMessage.Load(options, content, token);
        var parts = new MessageParts(token);
        parts.Read(message.Body);
        return new(
            message.Subject ?? "", [.. Headers(message)], parts.Body,
            [.. parts.Attachments.Take(MaxAttachments).Select(part => Attachment(part, token))]);
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
