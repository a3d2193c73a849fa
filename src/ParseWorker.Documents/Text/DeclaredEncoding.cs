using System.Text;
using System.Text.RegularExpressions;

namespace ParseWorker.Documents.Text;

/// <summary>Finds the encoding that markup declares in its first 1,024 bytes.</summary>
internal static partial class DeclaredEncoding
{
    private const int Within = 1024;

    /// <summary>The encoding of a page (WHATWG HTML §13.2.3.2, prescan), or of its XML declaration; null when .NET knows none of that
    /// name.</summary>
    public static Encoding? OfHtml(ReadOnlySpan<byte> bytes) => Find(bytes, Charset()) ?? OfXml(bytes);

    /// <summary>The encoding of an XML declaration (XML 1.0 §4.3.3); null when .NET knows none of that name.</summary>
    public static Encoding? OfXml(ReadOnlySpan<byte> bytes) => Find(bytes, XmlDeclaration());

    /// <summary>The encoding of a name; null when .NET knows none of that name.</summary>
    public static Encoding? Named(string name)
    {
        // On the web, the names of Latin-1 mean Windows-1252 (WHATWG Encoding §4.2).
        if (name.ToLowerInvariant() is "iso-8859-1" or "latin1" or "us-ascii" or "ascii") return TextDecoder.Western;
        return Encoding.GetEncodings().Any(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ? Encoding.GetEncoding(name)
            : CodePagesEncodingProvider.Instance.GetEncoding(name);
    }

    private static Encoding? Find(ReadOnlySpan<byte> bytes, Regex declaration)
    {
        var start = Encoding.Latin1.GetString(bytes[..Math.Min(Within, bytes.Length)]);
        return declaration.Match(start) is { Success: true } match ? Named(match.Groups[1].Value) : null;
    }

    [GeneratedRegex("""<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Charset();

    [GeneratedRegex("""^\s*<\?xml[^>]+encoding\s*=\s*["']([\w:.-]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex XmlDeclaration();
}
