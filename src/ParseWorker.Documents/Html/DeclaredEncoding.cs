using System.Text;
using System.Text.RegularExpressions;

namespace ParseWorker.Documents.Html;

/// <summary>Finds the encoding that a page declares in its first 1,024 bytes (WHATWG HTML §13.2.3.2, prescan).</summary>
internal static partial class DeclaredEncoding
{
    private const int Within = 1024;

    /// <summary>The encoding, or null when none is declared that .NET knows.</summary>
    public static Encoding? Find(ReadOnlySpan<byte> bytes)
    {
        var start = Encoding.Latin1.GetString(bytes[..Math.Min(Within, bytes.Length)]);
        return Charset().Match(start) is { Success: true } match ? Named(match.Groups[1].Value) : null;
    }

    private static Encoding? Named(string name)
    {
        // On the web, the names of Latin-1 mean Windows-1252 (WHATWG Encoding §4.2).
        if (name.ToLowerInvariant() is "iso-8859-1" or "latin1" or "us-ascii" or "ascii") name = "windows-1252";
        return Encoding.GetEncodings().Any(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ? Encoding.GetEncoding(name)
            : CodePagesEncodingProvider.Instance.GetEncoding(name);
    }

    [GeneratedRegex("""<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Charset();
}
