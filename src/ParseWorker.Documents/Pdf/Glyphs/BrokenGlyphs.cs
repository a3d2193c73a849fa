using System.Globalization;
using UglyToad.PdfPig.Content;

namespace ParseWorker.Documents.Pdf.Glyphs;

/// <summary>Finds glyphs whose font does not say what character they are.</summary>
internal static class BrokenGlyphs
{
    /// <summary>Share of a page's glyphs without meaning, from which on they are left out.</summary>
    private const double Most = 0.3;

    /// <summary>The glyphs without meaning on a page that has so many that they are not to be shown; else none.</summary>
    public static IReadOnlySet<Letter> Of(Page page)
    {
        var broken = new HashSet<Letter>(UnmappedFonts.Letters(page), ReferenceEqualityComparer.Instance);
        broken.UnionWith(page.Letters.Where(letter => IsMeaningless(letter.Value)));
        return broken.Count > Most * page.Letters.Count(letter => !string.IsNullOrWhiteSpace(letter.Value)) ? broken : new HashSet<Letter>();
    }

    /// <summary>Characters that no text holds: control, private use, unassigned, and U+FFFD (Unicode 16 §23).</summary>
    public static bool IsMeaningless(string text) =>
        !string.IsNullOrWhiteSpace(text)
        && (text[0] == '\uFFFD'
            || CharUnicodeInfo.GetUnicodeCategory(text, 0) is UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
