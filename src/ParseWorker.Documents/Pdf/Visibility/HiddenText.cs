using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Visibility;

/// <summary>
/// Tells glyphs that a reader of the page does not see: what is hidden there would reach a language model and not the person who sent
/// the document. Where it isn't certain, a glyph counts as seen.
/// </summary>
internal sealed class HiddenText
{
    /// <summary>Glyphs that a stamp or a running header on a scan has at most: the page's text is the invisible one then.</summary>
    private const int Stamp = 40;

    /// <summary>Visible glyphs over an image: more, and it is their background and not a scan within the page.</summary>
    private const int OwnGlyphs = 12;

    /// <summary>Height in points below which a glyph is a speck.</summary>
    private const double Speck = 1;

    /// <summary>Width of a stroke, in points, that white glyphs can be seen on.</summary>
    private const double Broad = 4;

    /// <summary>A drawing of more fragments is a ground as a whole.</summary>
    private const int MostGrounds = 2000;

    /// <summary>Glyphs times boxes that are compared: some hundred strips of a scan on a page of text come to a hundredth.</summary>
    private const long MostComparisons = 50_000_000;

    private static readonly Box Everywhere = new(double.MinValue, double.MinValue, double.MaxValue, double.MaxValue);

    private readonly DrawnPage _page;
    private readonly bool _hasPaintedText;
    private readonly Lazy<List<Box>> _scans;
    private readonly Lazy<List<Box>> _grounds;

    public HiddenText(DrawnPage page)
    {
        _page = page;
        _hasPaintedText = page.Glyphs.Where(glyph => glyph.IsPainted).Skip(Stamp).Any();
        _scans = new(Scans);
        _grounds = new(Grounds);
    }

    /// <summary>Whether a reader does not see a glyph.</summary>
    public bool Is(DrawnGlyph glyph) =>
        (_hasPaintedText && !glyph.IsPainted && !IsOver(_scans.Value, glyph))
        || (glyph.PointSize < Speck && glyph.InkHeight < Speck)
        || (glyph.IsWhite && !IsOver(_grounds.Value, glyph));

    private static bool IsOver(List<Box> boxes, DrawnGlyph glyph)
    {
        var box = glyph.Ink;
        return boxes.Exists(other => other.Holds(box));
    }

    private List<Box> Scans() => !CanCompare(_page.Images.Count)
        ? [Everywhere]
        : [.. Images().Where(box => !_page.Glyphs.Where(glyph => glyph.IsPainted && box.Holds(glyph.Ink)).Skip(OwnGlyphs).Any())];

    private IEnumerable<Box> Images() => _page.Images.Select(image => image.Box);

    /// <summary>The boxes that white glyphs can be seen on.</summary>
    private List<Box> Grounds()
    {
        if (_page.MayBeShaded) return [Everywhere];
        List<Box> grounds = [.. Images(), .. _page.Paths.Select(Ground).OfType<Box>().Take(MostGrounds + 1)];
        return grounds.Count > MostGrounds || !CanCompare(grounds.Count) ? [Everywhere] : grounds;
    }

    private bool CanCompare(long boxes) => boxes * _page.Glyphs.Count <= MostComparisons;

    private static Box? Ground(DrawnPath path)
    {
        var isFilled = path.IsFilled && !path.IsFilledWhite;
        var isStroked = path.IsStroked && path.LineWidth >= Broad && !path.IsStrokedWhite;
        if (path.IsClipping || !(isFilled || isStroked) || path.Box is not { } box) return null;
        var half = isStroked ? path.LineWidth / 2 : 0;
        return new(box.Left - half, box.Bottom - half, box.Right + half, box.Top + half);
    }
}
