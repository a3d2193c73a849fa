using System.Text.RegularExpressions;

namespace ParseWorker.Core.Sniffing;

/// <summary>Tells an Internet message by its header: fields, unbroken from the first line on (RFC 5322 §2.2).</summary>
internal static partial class MailSniffer
{
    private static readonly HashSet<string> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        "from", "to", "subject", "date", "received", "return-path", "message-id", "mime-version", "delivered-to",
        "content-type", "reply-to", "cc", "sender",
    };

    /// <summary>Whether a text is a message: three fields of mail, or one when its name says so.</summary>
    public static bool IsMail(ReadOnlySpan<char> text, string extension)
    {
        var known = 0;
        foreach (var line in text.EnumerateLines())
        {
            if (line.IsEmpty) break;
            if (line[0] is ' ' or '\t' && known > 0) continue;
            var name = line.IndexOf(':') is > 0 and var colon ? line[..colon] : default;
            if (!FieldName().IsMatch(name)) break;
            if (Fields.Contains(name.ToString())) known++;
        }
        return known >= (extension == "eml" ? 1 : 3);
    }

    /// <summary>Printable characters of ASCII but the space and the colon (RFC 5322 §3.6.8).</summary>
    [GeneratedRegex("^[!-9;-~]+$", RegexOptions.CultureInvariant)]
    private static partial Regex FieldName();
}
