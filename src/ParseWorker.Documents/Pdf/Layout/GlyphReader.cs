using UglyToad.PdfPig.Content;

namespace ParseWorker.Documents.Pdf.Layout;

/// <summary>
/// Takes a page's visible letters over. Letters set twice at one place, as poor man's bold or shadow, count once; ligatures are spelt out;
/// letters turned upright or upside down are turned back, so that the other rules see lines only.
/// </summary>
internal static class GlyphReader
{
    private const double Ascent = 0.75;
    private const double Descent = 0.22;

    /// <summary>Letters in one direction; the first list holds those that run as the page does.</summary>
    public static IReadOnlyList<IReadOnlyList<Glyph>> Read(Page page)
    {
        var turned = new SortedDictionary<TextOrientation, List<Glyph>> { [TextOrientation.Horizontal] = [] };
        var (overprint, hidden, repeated) = (new Overprint(), new HiddenText(page), RepeatedText.In(page.Letters));
        var vertical = VerticalText.In(page.Letters);
        foreach (var letter in page.Letters)
        {
            if (letter.Value.Length == 0 || letter.Value == "\0" || !IsVisible(letter, page) || hidden.Is(letter) || repeated.Contains(letter) || overprint.IsRepeated(letter)) continue;
            var direction = vertical.Contains(letter) ? TextOrientation.Rotate90 : letter.TextOrientation == TextOrientation.Other ? TextOrientation.Horizontal : letter.TextOrientation;
            if (!turned.TryGetValue(direction, out var glyphs)) turned[direction] = glyphs = [];
            glyphs.Add(vertical.Contains(letter) ? Upright(letter) : Turned(letter, direction));
        }
        return [turned[TextOrientation.Horizontal], .. turned.Where(pair => pair.Key != TextOrientation.Horizontal).Select(pair => pair.Value)];
    }

    /// <summary>Half of a spread keeps the other half's text beside its crop box. The origin is the crop box's.</summary>
    private static bool IsVisible(Letter letter, Page page) =>
        letter.StartBaseLine.X >= 0 && letter.StartBaseLine.X <= page.Width && letter.StartBaseLine.Y >= 0 && letter.StartBaseLine.Y <= page.Height;

    private static Glyph Turned(Letter letter, TextOrientation direction)
    {
        var (start, end) = (letter.StartBaseLine, letter.EndBaseLine);
        return direction switch
        {
            TextOrientation.Rotate90 => Make(letter, -start.Y, -end.Y, start.X),
            TextOrientation.Rotate270 => Make(letter, start.Y, end.Y, -start.X),
            TextOrientation.Rotate180 => Make(letter, -start.X, -end.X, -start.Y),
            _ => Make(letter, start.X, end.X, start.Y),
        };
    }

    /// <summary>A letter of a vertical line as one of a line turned to the right, in which words of other scripts are set.</summary>
    private static Glyph Upright(Letter letter)
    {
        var (size, top) = (SizeOf(letter), -letter.StartBaseLine.Y - Ascent * SizeOf(letter));
        var baseline = (letter.StartBaseLine.X + letter.EndBaseLine.X) / 2 - (Ascent - Descent) / 2 * size;
        return Make(letter, size, new Box(top, baseline - Descent * size, top + size, baseline + Ascent * size), baseline);
    }

    private static Glyph Make(Letter letter, double from, double to, double baseline)
    {
        var size = SizeOf(letter);
        var width = to - from;
        if (width <= 0 || width > 4 * size * letter.Value.Length) to = from + Math.Clamp(letter.BoundingBox.Width, 0.1, 2 * size);
        return Make(letter, size, new Box(from, baseline - Descent * size, to, baseline + Ascent * size), baseline);
    }

    private static Glyph Make(Letter letter, double size, Box box, double baseline) =>
        new(Ligatures.Spell(letter.Value), box, baseline, size, FontWeight.IsBold(letter), string.IsNullOrWhiteSpace(letter.Value));

    private static double SizeOf(Letter letter) => letter.PointSize is > 0.5 and < 2000 ? letter.PointSize : Math.Max(1, letter.BoundingBox.Height);
}
