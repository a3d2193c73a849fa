using System.Text;

namespace ParseWorker.Postgres;

/// <summary>
/// Text as PostgreSQL takes it. It refuses U+0000 and halves of surrogate pairs, and documents hold both: a page that can't be
/// stored would fail its parse for ever. They become U+FFFD, as CommonMark asks of U+0000 (section 2.3, insecure characters).
/// </summary>
internal static class StoredText
{
    public static string Clean(string text)
    {
        if (!text.Contains('\0') && text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0) return text;

        // Enumerating runes gives U+FFFD for half a pair.
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return clean.ToString();
    }
}
