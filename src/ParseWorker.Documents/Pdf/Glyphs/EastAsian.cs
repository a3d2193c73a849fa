using System.Text;

namespace ParseWorker.Documents.Pdf.Glyphs;

/// <summary>The scripts that are set from top to bottom too, and without blanks between words.</summary>
internal static class EastAsian
{
    /// <summary>Whether a letter is of them: Han, kana, Hangul, their signs and their wide forms (Unicode 16, East_Asian_Width W and F).</summary>
    public static bool Is(string letter) => Rune.TryGetRuneAt(letter, 0, out var rune) && (IsJoined(rune) || rune.Value is >= 0xAC00 and <= 0xD7A3);

    /// <summary>Whether lines that end and begin with these letters are joined without a blank; Korean parts its words.</summary>
    public static bool AreJoined(char last, char first) => IsJoined(last) && IsJoined(first);

    private static bool IsJoined(char letter) => Rune.TryCreate(letter, out var rune) && IsJoined(rune);

    private static bool IsJoined(Rune rune) => rune.Value
        is (>= 0x2E80 and <= 0x312F) or (>= 0x3190 and <= 0xA4CF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE4F) or (>= 0xFF00 and <= 0xFF60) or (>= 0x20000 and <= 0x3FFFF);
}
