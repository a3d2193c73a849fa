using System.Text;

namespace ParseWorker.Documents.Text;

/// <summary>Tells the encodings that write everything in seven bits and switch by escape sequences (ISO/IEC 2022, RFC 1468, RFC 1557, RFC
/// 1843).</summary>
internal static class EscapedEncoding
{
    /// <summary>The encoding; null for bytes without its sequences.</summary>
    public static Encoding? Find(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf("\u001B$B"u8) >= 0 || bytes.IndexOf("\u001B$@"u8) >= 0) return LanguageEncoding(50220);
        if (bytes.IndexOf("\u001B$)C"u8) >= 0) return LanguageEncoding(50225);
        return IsHz(bytes) ? LanguageEncoding(52936) : null;
    }

    private static Encoding? LanguageEncoding(int codePage) => CodePagesEncodingProvider.Instance.GetEncoding(codePage);

    /// <summary>Chinese between <c>~{</c> and <c>~}</c>, two bytes a character; programs and prose have neither in such pairs.</summary>
    private static bool IsHz(ReadOnlySpan<byte> bytes)
    {
        var start = bytes.IndexOf("~{"u8);
        if (start < 0) return false;
        var rest = bytes[(start + 2)..];
        var end = rest.IndexOf("~}"u8);
        return end >= 4 && end % 2 == 0 && rest[..end].IndexOfAnyExceptInRange((byte)0x21, (byte)0x7E) < 0;
    }
}
