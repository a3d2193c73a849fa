using System.Text;

namespace ParseWorker.Documents.Pdf.Characters;

/// <summary>The scripts that are set from top to bottom too, and without spaces between words.</summary>
internal static class EastAsian
{
    /// <summary>
    /// Whether a character is East Asian: Han, kana, Hangul, their punctuation and wide forms (Unicode 16, East_Asian_Width W and F).
    /// </summary>
    public static bool Is(string text) =>
        Rune.TryGetRuneAt(text, 0, out var rune) && (IsJoined(rune) || rune.Value is >= 0xAC00 and <= 0xD7A3);

    /// <summary>
    /// Whether lines that end and begin with these characters are joined without a space; Korean has spaces between words.
    /// </summary>
    public static bool AreJoined(char last, char first) => IsJoined(last) && IsJoined(first);

    private static bool IsJoined(char character) => Rune.TryCreate(character, out var rune) && IsJoined(rune);

    private static bool IsJoined(Rune rune) => rune.Value
        is (>= 0x2E80 and <= 0x312F) or (>= 0x3190 and <= 0xA4CF) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE4F) or (>= 0xFF00 and <= 0xFF60) or (>= 0x20000 and <= 0x3FFFF);
}
