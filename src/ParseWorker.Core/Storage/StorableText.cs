using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ParseWorker.Core.Storage;

/// <summary>
/// Text that UTF-8, JSON and PostgreSQL take. They refuse U+0000 or halves of surrogate pairs, and documents hold both: a page that
/// can't be stored would fail its parse for ever.
/// </summary>
public static class StorableText
{
    /// <summary>The text with U+FFFD for what cannot be stored, as CommonMark asks of U+0000 (section 2.3, insecure characters).</summary>
    /// <returns>Null for null.</returns>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text)
    {
        if (text is null || !text.Contains('\0') && text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0) return text;

        // Enumerating runes gives U+FFFD for half a pair.
        var storable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) storable.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return storable.ToString();
    }
}
