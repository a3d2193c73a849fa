using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;

namespace ParseWorker.Documents.Pdf.Glyphs;

/// <summary>Tells bold glyphs: by the font's flag, by its name, or by a stroke around them.</summary>
internal static class FontWeight
{
    /// <summary>"-medi" is the bold of URW's Nimbus, "cmbx" and "sfbx" are TeX's.</summary>
    private static readonly string[] Names = ["bold", "black", "heavy", "demi", "cmbx", "sfbx"];

    public static bool IsBold(Letter letter) =>
        letter.FontDetails.IsBold || letter.FontDetails.Weight > 500 || letter.RenderingMode == TextRenderingMode.FillThenStroke
            || IsNamedBold(letter.FontDetails.Name);

    private static bool IsNamedBold(string? name) =>
        name is not null
        && (name.EndsWith("-medi", StringComparison.OrdinalIgnoreCase)
        || Array.Exists(Names, word => name.Contains(word, StringComparison.OrdinalIgnoreCase)));
}
