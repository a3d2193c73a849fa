using ParseWorker.Documents.Pdf.Geometry;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Graphics;
using UglyToad.PdfPig.Graphics.Colors;
using UglyToad.PdfPig.Graphics.Operations;

namespace ParseWorker.Documents.Pdf.Visibility;

/// <summary>
/// Tells letters that nobody sees who looks at the page: what is hidden there would reach a language model and not the reader who sent
/// the document. Where it can't be told for sure, a letter counts as seen.
/// </summary>
internal sealed class HiddenText
{
    /// <summary>Letters that a stamp or a running head on a scan has at most: the page's text is the invisible one then.</summary>
    private const int Stamp = 40;

    /// <summary>Visible letters over a picture: more, and it is their background and not a scan within the page.</summary>
    private const int OwnLetters = 12;

    /// <summary>Of red, green and blue, from which on a colour is paper's.</summary>
    private const double White = 0.98;

    /// <summary>Height in points below which a letter is a speck.</summary>
    private const double Speck = 1;

    /// <summary>Width of a stroke, in points, that white letters may stand on.</summary>
    private const double Broad = 4;

    /// <summary>A drawing of more pieces is a ground as a whole.</summary>
    private const int MostGrounds = 2000;

    private static readonly Box Everywhere = new(double.MinValue, double.MinValue, double.MaxValue, double.MaxValue);

    private readonly Page _page;
    private readonly bool _hasDrawnText;
    private readonly Lazy<List<Box>> _scans;
    private readonly Lazy<List<Box>> _grounds;

    public HiddenText(Page page)
    {
        _page = page;
        _hasDrawnText = page.Letters.Where(IsDrawn).Skip(Stamp).Any();
        _scans = new(Scans);
        _grounds = new(Grounds);
    }

    /// <summary>Whether a letter is not to be seen.</summary>
    public bool Is(Letter letter) =>
        (_hasDrawnText && !IsDrawn(letter) && !IsOver(_scans.Value, letter))
        || (letter.PointSize < Speck && letter.BoundingBox.Height < Speck)
        || (IsFilledOnly(letter) && IsWhite(letter.FillColor) && !IsOver(_grounds.Value, letter));

    private static bool IsDrawn(Letter letter) => letter.RenderingMode is not (TextRenderingMode.Neither or TextRenderingMode.NeitherClip);

    private static bool IsFilledOnly(Letter letter) => letter.RenderingMode is TextRenderingMode.Fill or TextRenderingMode.FillClip;

    /// <summary>A pattern has no colour of its own, and paints something.</summary>
    private static bool IsWhite(IColor? color)
    {
        if (color is null or PatternColor) return false;
        var (red, green, blue) = color.ToRGBValues();
        return red >= White && green >= White && blue >= White;
    }

    private static bool IsOver(List<Box> boxes, Letter letter)
    {
        var box = Box.Of(letter.BoundingBox);
        return boxes.Exists(other => other.Holds(box));
    }

    private List<Box> Scans() =>
        [.. Pictures().Where(box => !_page.Letters.Where(letter => IsDrawn(letter) && box.Holds(Box.Of(letter.BoundingBox))).Skip(OwnLetters).Any())];

    private IEnumerable<Box> Pictures() => _page.NumberOfImages == 0 ? [] : _page.GetImages().Select(image => Box.Of(image.BoundingBox));

    /// <summary>What white letters can be seen on.</summary>
    private List<Box> Grounds()
    {
        if (MayBeShaded()) return [Everywhere];
        List<Box> grounds = [.. Pictures(), .. _page.Paths.Select(Ground).OfType<Box>().Take(MostGrounds + 1)];
        return grounds.Count > MostGrounds ? [Everywhere] : grounds;
    }

    /// <summary>A shading is painted without a path, and a form may hold one.</summary>
    private bool MayBeShaded() =>
        _page.Operations.Any(operation => operation is PaintShading) || _page.Operations.Count(operation => operation is InvokeNamedXObject) > _page.NumberOfImages;

    private static Box? Ground(PdfPath path)
    {
        var isFilled = path.IsFilled && !IsWhite(path.FillColor);
        var isStroked = path.IsStroked && path.LineWidth >= Broad && !IsWhite(path.StrokeColor);
        if (path.IsClipping || !(isFilled || isStroked) || path.GetBoundingRectangle() is not { } rectangle) return null;
        var (box, half) = (Box.Of(rectangle), isStroked ? path.LineWidth / 2 : 0);
        return new(box.Left - half, box.Bottom - half, box.Right + half, box.Top + half);
    }
}
