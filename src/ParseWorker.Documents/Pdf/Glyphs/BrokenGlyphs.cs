using System.Globalization;

namespace ParseWorker.Documents.Pdf.Glyphs;

/// <summary>Finds glyphs whose font does not say what character they are.</summary>
internal static class BrokenGlyphs
{
    /// <summary>Share of a page's glyphs without meaning, from which on they are left out.</summary>
    private const double Most = 0.3;

    /// <summary>The glyphs without meaning on a page that has so many that they are not to be shown; else none.</summary>
    public static IReadOnlySet<DrawnGlyph> Of(DrawnPage page)
    {
        var broken = new HashSet<DrawnGlyph>(UnmappedFonts.Glyphs(page), ReferenceEqualityComparer.Instance);
        broken.UnionWith(page.Glyphs.Where(glyph => IsMeaningless(glyph.Text)));
        return broken.Count > Most * page.Glyphs.Count(glyph => !glyph.IsSpace) ? broken : new HashSet<DrawnGlyph>();
    }

    /// <summary>Characters that no text holds: control, private use, unassigned, and U+FFFD (Unicode 16 §23).</summary>
    public static bool IsMeaningless(string text) =>
        !string.IsNullOrWhiteSpace(text)
        && (text[0] == '\uFFFD'
            || CharUnicodeInfo.GetUnicodeCategory(text,
                0) is UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
