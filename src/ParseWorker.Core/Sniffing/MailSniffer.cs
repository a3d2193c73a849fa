using System.Text.RegularExpressions;

namespace ParseWorker.Core.Sniffing;

/// <summary>
/// Tells an Internet message by its header: fields, unbroken from the first line on (RFC 5322 §2.2), any of which may go on over
/// several lines. In a mailbox file the line "From …" comes first (RFC 4155).
/// </summary>
internal static partial class MailSniffer
{
    /// <summary>Characters of a mailbox's line; a sender and a time come to about sixty.</summary>
    private const int MaxMailboxLine = 256;

    /// <summary>
    /// A sender, and a time with a year of four digits. Matched without going back, whose steps would grow with the third power of the
    /// line's length.
    /// </summary>
    private static readonly Regex MailboxLine = new(
        @"^From \S+ .*\d\d:\d\d.*\d{4}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static readonly HashSet<string> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        "from", "to", "subject", "date", "received", "return-path", "message-id", "mime-version", "delivered-to",
        "content-type", "reply-to", "cc", "bcc", "sender", "in-reply-to", "references", "dkim-signature", "authentication-results",
    };

    /// <summary>Whether a text is a message: three fields of mail, or one when its name says so.</summary>
    public static bool IsMail(ReadOnlySpan<char> text, string extension)
    {
        var (known, any) = (0, false);
        foreach (var line in WithoutMailboxLine(text).EnumerateLines())
        {
            if (line.IsEmpty) break;
            if (line[0] is ' ' or '\t' && any) continue;
            var name = line.IndexOf(':') is > 0 and var colon ? line[..colon] : default;
            if (!FieldName().IsMatch(name)) break;
            any = true;
            if (Fields.Contains(name.ToString())) known++;
        }
        return known >= (extension is "eml" or "mbox" ? 1 : 3);
    }

    private static ReadOnlySpan<char> WithoutMailboxLine(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('\n');
        return end is >= 0 and <= MaxMailboxLine && MailboxLine.IsMatch(text[..end]) ? text[(end + 1)..] : text;
    }

    /// <summary>Printable characters of ASCII but the space and the colon (RFC 5322 §3.6.8).</summary>
    [GeneratedRegex("^[!-9;-~]+$", RegexOptions.CultureInvariant)]
    private static partial Regex FieldName();
}
