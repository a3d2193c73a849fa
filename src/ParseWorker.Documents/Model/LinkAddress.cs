using System.Globalization;

namespace ParseWorker.Documents.Model;

/// <summary>
/// Tells addresses that a link may lead to from what a document smuggles in as one: scripts, data, programs' own schemes. Every format's
/// links come through here, since <see cref="InlineMark.Link"/> makes no other.
/// </summary>
internal static class LinkAddress
{
    /// <summary>Characters; longer addresses are no place to go to but data.</summary>
    private const int Longest = 2048;

    private static readonly string[] Schemes = ["http", "https", "mailto", "tel"];

    /// <summary>
    /// The address as it stands in a link: of a known scheme, or relative, or a fragment; spaces within it are encoded. Null for one that
    /// is empty, longer than 2,048 characters, has control or formatting characters or other white space, or leads elsewhere.
    /// </summary>
    public static string? Of(string? address)
    {
        if (address is null || address.Length > 2 * Longest) return null;
        var trimmed = InlineMark.Without(address).Trim();
        if (trimmed.Length is 0 or > Longest || trimmed.Any(IsRefused) || !HasKnownScheme(trimmed)) return null;
        var encoded = trimmed.Replace(" ", "%20", StringComparison.Ordinal);
        return encoded.Length <= Longest ? encoded : null;
    }

    /// <summary>Formatting characters turn what a reader sees around; browsers drop controls within a scheme.</summary>
    private static bool IsRefused(char character) => char.IsControl(character)
        || (char.IsWhiteSpace(character) && character != ' ')
        || char.GetUnicodeCategory(character) == UnicodeCategory.Format;

    /// <summary>What comes before a colon is a scheme, unless the colon stands in a path, a query or a fragment (RFC 3986 §4.2).</summary>
    private static bool HasKnownScheme(string address)
    {
        var end = address.AsSpan().IndexOfAny(":/?#");
        return end < 0 || address[end] != ':'
            || Array.Exists(Schemes, scheme => address.AsSpan(0, end).Equals(scheme, StringComparison.OrdinalIgnoreCase));
    }
}
