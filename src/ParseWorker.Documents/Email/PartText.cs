using System.Text;
using MimeKit;
using ParseWorker.Documents.Text;

namespace ParseWorker.Documents.Email;

/// <summary>
/// Decodes the text of a message's part by the encoding it names. Where it names none, or one that its bytes are not in, its content
/// decides, as for any other text.
/// </summary>
internal static class PartText
{
    public static string Of(TextPart part)
    {
        if (part.Content is null) return "";
        using var content = new MemoryStream();
        part.Content.DecodeTo(content);
        var bytes = content.ToArray();
        if (part.ContentType.Charset is { Length: > 0 } name && DeclaredEncoding.Named(name.Trim()) is { } named
            && IsIn(bytes, named, name))
            return named.GetString(bytes).TrimStart('\uFEFF');
        return TextDecoder.DecodeAny(bytes, part.IsHtml ? DeclaredEncoding.OfHtml : null);
    }

    /// <summary>Programs name ASCII and UTF-8 without looking; what looks like ASCII may hold escape sequences.</summary>
    private static bool IsIn(byte[] bytes, Encoding encoding, string name)
    {
        if (name.Contains("ascii", StringComparison.OrdinalIgnoreCase)) return false;
        if (encoding.CodePage != Encoding.UTF8.CodePage) return true;
        var text = encoding.GetString(bytes);
        return text.Count(character => character == '\uFFFD') * 10 <= text.Count(character => character >= 0x80);
    }
}
