using System.Globalization;
using System.Text;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.PdfFonts;

namespace ParseWorker.Documents.Pdf.Glyphs;

/// <summary>
/// Finds letters whose font tells no character for any of its codes: a composite font without a map to Unicode (PDF 1.7 reference, §5.9.1).
/// The code itself stands for the letter then, which is right where a producer used Unicode for codes, and else a number of a glyph.
/// </summary>
internal static class UnmappedFonts
{
    /// <summary>Codes of two bytes.</summary>
    private const int Codes = 0x10000;

    /// <summary>Share of blanks that text has at least; of glyphs' numbers, 32 is a sign.</summary>
    private const double Blanks = 0.05;

    /// <summary>Share of the letters that tells a script.</summary>
    private const double Most = 0.9;

    /// <summary>Share of control characters and the like that hints at glyphs' numbers: a blank is often the third glyph, digits stand before the 32nd.</summary>
    private const double Controls = 0.01;

    /// <summary>The letters of such fonts that do not read as text.</summary>
    public static IEnumerable<Letter> Letters(Page page)
    {
        var fonts = new HashSet<object>(ReferenceEqualityComparer.Instance);
        IFont? last = null;
        foreach (var letter in page.Letters)
        {
            if (ReferenceEquals(letter.GetFont(), last)) continue;
            last = letter.GetFont();
            if (last is not null && fonts.Add(last) && HasWideCodes(last) && !MapsAny(last))
                foreach (var unknown in Unread(page, last)) yield return unknown;
        }
    }

    private static List<Letter> Unread(Page page, IFont font)
    {
        var letters = page.Letters.Where(letter => ReferenceEquals(letter.GetFont(), font)).ToList();
        return IsText(letters.ConvertAll(letter => letter.Value)) ? [] : letters;
    }

    private static bool HasWideCodes(IFont font)
    {
        font.ReadCharacterCode(new MemoryInputBytes(new byte[] { 0, 1 }), out var length);
        return length == 2;
    }

    /// <summary>A map that begins with a control character's code as itself leaves every code as it is.</summary>
    private static bool MapsAny(IFont font)
    {
        for (var code = 0; code < Codes; code++)
            if (font.TryGetUnicode(code, out var text)) return !(text is [var first] && first == code && char.IsControl(first));
        return false;
    }

    private static bool IsText(List<string> letters)
    {
        if (letters.Count(BrokenGlyphs.IsMeaningless) > Controls * letters.Count) return false;
        if (letters.Count(letter => letter == " ") >= Blanks * letters.Count) return true;
        if (letters.Count(EastAsian.Is) >= Most * letters.Count) return true;
        var (small, large) = (letters.Count(letter => Is(letter, UnicodeCategory.LowercaseLetter)), letters.Count(letter => Is(letter, UnicodeCategory.UppercaseLetter)));
        return small > large && letters.Count(letter => letter[0] < 0x100) >= Most * letters.Count;
    }

    private static bool Is(string letter, UnicodeCategory category) => Rune.TryGetRuneAt(letter, 0, out var rune) && Rune.GetUnicodeCategory(rune) == category;
}
