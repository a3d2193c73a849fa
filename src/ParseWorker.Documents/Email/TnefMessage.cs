using MimeKit;
using MimeKit.Tnef;

namespace ParseWorker.Documents.Email;

/// <summary>Opens Outlook's <c>winmail.dat</c> ([MS-OXTNEF]), which holds a message's text and attachments once more, or alone.</summary>
internal static class TnefMessage
{
    /// <summary>The message within a part; null for a part that holds none.</summary>
    public static MimeMessage? Open(MimePart part, CancellationToken token)
    {
        if (part.Content is null || !IsTnef(part, token)) return null;
        var tnef = part as TnefPart ?? new TnefPart { Content = part.Content };
        try
        {
            return tnef.ConvertToMessage();
        }
        catch (Exception exception) when (exception is TnefException or FormatException or ArgumentException or IOException)
        {
            // A damaged one stays what it is: an attachment.
            return null;
        }
    }

    /// <summary>The message of a file by itself.</summary>
    /// <exception cref="DocumentException">It is damaged.</exception>
    public static MimeMessage Read(Stream content, CancellationToken token) =>
        Open(new TnefPart { Content = new MimeContent(content) }, token)
        ?? throw new DocumentException(DocumentErrors.Corrupt("The winmail.dat is damaged."));

    private static bool IsTnef(MimePart part, CancellationToken token)
    {
        if (part is not TnefPart && !"winmail.dat".Equals(part.FileName, StringComparison.OrdinalIgnoreCase)) return false;
        using var content = new MemoryStream();
        part.Content?.DecodeTo(content, token);
        return content.ToArray().AsSpan().StartsWith((ReadOnlySpan<byte>)[0x78, 0x9F, 0x3E, 0x22]);
    }
}
