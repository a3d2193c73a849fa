using UglyToad.PdfPig.Graphics.Colors;

namespace ParseWorker.Documents.Pdf.Glyphs;

/// <summary>Compares colours with the paper's.</summary>
internal static class PaintColor
{
    /// <summary>Red, green and blue of the paper at least, of 1.</summary>
    private const double White = 0.98;

    /// <summary>Whether a colour is white. A pattern has no colour of its own, and paints something.</summary>
    public static bool IsWhite(IColor? color)
    {
        if (color is null or PatternColor) return false;
        var (red, green, blue) = color.ToRGBValues();
        return red >= White && green >= White && blue >= White;
    }
}
