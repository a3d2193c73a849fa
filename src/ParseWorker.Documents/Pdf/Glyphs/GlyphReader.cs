using ParseWorker.Documents.Pdf.Directions;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Visibility;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;

namespace ParseWorker.Documents.Pdf.Glyphs;

/// <summary>
/// Takes a page's visible letters over. Letters set twice at one place, as poor man's bold or shadow, count once; ligatures are spelt out;
/// letters that run in other directions are turned back, so that the other rules see lines only.
/// </summary>
internal static class GlyphReader
{
    private const double Ascent = 0.75;
    private const double Descent = 0.22;

    /// <summary>The direction of lines from top to bottom, in degrees.</summary>
    private const double Downwards = -90;

    /// <summary>The letters by their directions; the page's own comes first, even without letters.</summary>
    public static IReadOnlyList<TextDirection> Read(Page page)
    {
        var vertical = VerticalText.In(page.Letters);
        var (upright, letters) = (new List<Letter>(), new List<Letter>());
        foreach (var letter in Visible(page)) (vertical.Contains(letter) ? upright : letters).Add(letter);
        var directions = new GlyphDirections(letters);
        var turned = new TurnedGlyphs(page, directions);
        for (var at = 0; at < letters.Count; at++)
        {
            var (angle, anchor) = directions[at];
            if (angle is { } direction) turned.Add(direction, turn => Turned(letters[at], turn, anchor));
            else turned.AddOnCurve(OnCurve(letters[at], anchor!.Value));
        }
        foreach (var letter in upright) turned.Add(Downwards, turn => Upright(letter, turn));
        return turned.Directions;
    }

    private static IEnumerable<Letter> Visible(Page page)
    {
        var (overprint, hidden, repeated) = (new Overprint(), new HiddenText(page), RepeatedText.In(page.Letters));
        var broken = BrokenGlyphs.Of(page);
        return page.Letters.Where(letter =>
            !broken.Contains(letter) && letter.Value.Length > 0 && letter.Value != "\0" && IsVisible(letter, page) && !hidden.Is(letter) && !repeated.Contains(letter) && !overprint.IsRepeated(letter));
    }

    /// <summary>Half of a spread keeps the other half's text beside its crop box. The origin is the crop box's.</summary>
    private static bool IsVisible(Letter letter, Page page) =>
        letter.StartBaseLine.X >= 0 && letter.StartBaseLine.X <= page.Width && letter.StartBaseLine.Y >= 0 && letter.StartBaseLine.Y <= page.Height;

    private static Glyph Turned(Letter letter, Turn turn, PdfPoint? anchor)
    {
        var (start, end) = (turn.Apply(letter.StartBaseLine), turn.Apply(letter.EndBaseLine));
        return Make(letter, start.X, end.X, anchor is { } level ? turn.Apply(level).Y : start.Y);
    }

    private static Glyph OnCurve(Letter letter, PdfPoint start) => Make(letter, start.X, start.X + letter.Width, start.Y);

    /// <summary>A letter of a vertical line as one of a line turned to the right, in which words of other scripts are set.</summary>
    private static Glyph Upright(Letter letter, Turn turn)
    {
        var (size, start, end) = (SizeOf(letter), turn.Apply(letter.StartBaseLine), turn.Apply(letter.EndBaseLine));
        var (top, baseline) = (start.X - Ascent * size, (start.Y + end.Y) / 2 - (Ascent - Descent) / 2 * size);
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
