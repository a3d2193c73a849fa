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
    /// The address as it stands in a link: of a known scheme, or relative, or a fragment; spaces and invisible characters within it are
    /// encoded, those around it left out. Null for one that is empty, longer than 2,048 characters, has control characters, those that turn
    /// text around or other white space, or leads elsewhere.
    /// </summary>
    public static string? Of(string? address)
    {
        if (address is null || address.Length > 2 * Longest) return null;
        var trimmed = Trimmed(InlineMark.Without(address));
        if (trimmed.Length is 0 or > Longest || trimmed.Any(IsRefused) || !HasKnownScheme(trimmed)) return null;
        var encoded = string.Concat(trimmed.Select(character =>
            character == ' ' || IsInvisible(character) ? Uri.EscapeDataString(character.ToString()) : character.ToString()));
        return encoded.Length <= Longest ? encoded : null;
    }

    private static string Trimmed(string address)
    {
        var (start, end) = (0, address.Length);
        while (start < end && IsAround(address[start])) start++;
        while (start < end && IsAround(address[end - 1])) end--;
        return address[start..end];
    }

    private static bool IsAround(char character) => char.IsWhiteSpace(character) || IsInvisible(character);

    /// <summary>Pasted from chats and pages, or, as the joiners of Persian and Hindi, part of a word.</summary>
    private static bool IsInvisible(char character) => char.GetUnicodeCategory(character) == UnicodeCategory.Format;

    /// <summary>Embeddings, overrides and isolates (UAX #9) turn around what a reader sees; browsers drop controls in a scheme.</summary>
    private static bool IsRefused(char character) => char.IsControl(character)
        || (char.IsWhiteSpace(character) && character != ' ')
        || character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>What comes before a colon is a scheme, unless the colon stands in a path, a query or a fragment (RFC 3986 §4.2).</summary>
    private static bool HasKnownScheme(string address)
    {
        var end = address.AsSpan().IndexOfAny(":/?#");
        return end < 0 || address[end] != ':'
            || Array.Exists(Schemes, scheme => address.AsSpan(0, end).Equals(scheme, StringComparison.OrdinalIgnoreCase));
    }
}
