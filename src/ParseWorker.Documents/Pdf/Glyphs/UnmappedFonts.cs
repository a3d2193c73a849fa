using System.Globalization;
using System.Text;
using ParseWorker.Documents.Pdf.Characters;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.PdfFonts;

namespace ParseWorker.Documents.Pdf.Glyphs;

/// <summary>
/// Finds glyphs whose font tells no character for any of its codes: a composite font without a map to Unicode (PDF 1.7 reference, §5.9.1).
/// PdfPig then takes the code for the character: right where a producer used Unicode as codes, and else the number of a glyph.
/// </summary>
internal static class UnmappedFonts
{
    /// <summary>Codes of two bytes.</summary>
    private const int Codes = 0x10000;

    /// <summary>Share of spaces that text has at least; among glyph numbers, 32 is any glyph.</summary>
    private const double Spaces = 0.05;

    /// <summary>Share of the glyphs that tells a script.</summary>
    private const double Most = 0.9;

    /// <summary>
    /// Share of control characters and the like that hints at glyph numbers: the space is often the third glyph,
    /// and digits come before the 32nd.
    /// </summary>
    private const double Controls = 0.01;

    /// <summary>The glyphs of such fonts that do not read as text.</summary>
    public static IEnumerable<DrawnGlyph> Glyphs(DrawnPage page)
    {
        var fonts = new HashSet<object>(ReferenceEqualityComparer.Instance);
        IFont? last = null;
        foreach (var glyph in page.Glyphs)
        {
            var font = glyph.Source.GetFont();
            if (ReferenceEquals(font, last)) continue;
            last = font;
            if (last is not null && fonts.Add(last) && HasWideCodes(last) && !MapsAny(last))
                foreach (var unknown in Unread(page, last)) yield return unknown;
        }
    }

    private static List<DrawnGlyph> Unread(DrawnPage page, IFont font)
    {
        var glyphs = page.Glyphs.Where(glyph => ReferenceEquals(glyph.Source.GetFont(), font)).ToList();
        return IsText(glyphs.ConvertAll(glyph => glyph.Text)) ? [] : glyphs;
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

    private static bool IsText(List<string> texts)
    {
        if (texts.Count(BrokenGlyphs.IsMeaningless) > Controls * texts.Count) return false;
        if (texts.Count(text => text == " ") >= Spaces * texts.Count) return true;
        if (texts.Count(EastAsian.Is) >= Most * texts.Count) return true;
        var (small, large) = (texts.Count(text => Is(text, UnicodeCategory.LowercaseLetter)),
            texts.Count(text => Is(text, UnicodeCategory.UppercaseLetter)));
        return small > large && texts.Count(text => text[0] < 0x100) >= Most * texts.Count;
    }

    private static bool Is(string text, UnicodeCategory category) =>
        Rune.TryGetRuneAt(text, 0, out var rune) && Rune.GetUnicodeCategory(rune) == category;
}
