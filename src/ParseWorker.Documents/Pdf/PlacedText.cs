using ParseWorker.Documents.Pdf.Layout;
using UglyToad.PdfPig.Core;

namespace ParseWorker.Documents.Pdf;

/// <summary>Sets a text into a rectangle as viewers do when a document leaves it to them.</summary>
internal static class PlacedText
{
    private const double LargestSize = 11;
    private const double SizeOfHeight = 0.7;

    /// <summary>Of a letter, in sizes: Helvetica's mean.</summary>
    private const double Advance = 0.5;

    private const double LineHeight = 1.2;
    private const double Margin = 2;

    /// <summary>The letters, with blanks; lines stand below each other from the top.</summary>
    public static IEnumerable<Glyph> In(string text, PdfRectangle place)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var size = Math.Clamp(SizeOfHeight * place.Height / lines.Length, 1, LargestSize);
        var top = place.Bottom + (place.Height + (lines.Length - 1) * LineHeight * size) / 2;
        return lines.SelectMany((line, index) => Set(line, place.Left + Margin, top - index * LineHeight * size - size / 3, size));
    }

    private static IEnumerable<Glyph> Set(string line, double left, double baseline, double size) => line.Select((letter, at) =>
    {
        var from = left + at * Advance * size;
        return new Glyph(letter.ToString(), new Box(from, baseline - size / 5, from + Advance * size, baseline + 0.75 * size), baseline, size, false, char.IsWhiteSpace(letter));
    });
}
