using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Geometry;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;

namespace ParseWorker.Documents.Pdf.Glyphs;

/// <summary>
/// A glyph as it is drawn: PdfPig's <c>Letter</c>, and what this project asks of it. Equality is by reference.
/// </summary>
internal sealed class DrawnGlyph(Letter letter)
{
    /// <summary>PdfPig's letter, for what looks into its font.</summary>
    public Letter Source => letter;

    /// <summary>The character it means, or a ligature's several.</summary>
    public string Text { get; } = InlineMark.Without(letter.Value);

    /// <summary>White space that the document sets itself.</summary>
    public bool IsSpace => string.IsNullOrWhiteSpace(letter.Value);

    /// <summary>Where its baseline begins, in points.</summary>
    public Point Start => PointOf(letter.StartBaseLine);

    /// <summary>Where its baseline ends: further on by its advance width.</summary>
    public Point End => PointOf(letter.EndBaseLine);

    /// <summary>Of its font, in points as drawn; not to be trusted, see <see cref="Size"/>.</summary>
    public double PointSize => letter.PointSize;

    /// <summary>Of its font, in points: as drawn, or the height of its ink where that is out of bounds.</summary>
    public double Size => letter.PointSize is > 0.5 and < 2000 ? letter.PointSize : Math.Max(1, letter.BoundingBox.Height);

    /// <summary>Advance width in points.</summary>
    public double Width => letter.Width;

    /// <summary>Around its ink.</summary>
    public Box Ink => BoxOf(letter.BoundingBox);

    /// <summary>Of its ink along its baseline, in points.</summary>
    public double InkWidth => letter.BoundingBox.Width;

    /// <summary>Of its ink across its baseline, in points.</summary>
    public double InkHeight => letter.BoundingBox.Height;

    /// <summary>The operator that shows it, counted from the page's start.</summary>
    public long Sequence => letter.TextSequence;

    /// <summary>The angle of its baseline, in degrees from the page's right towards its top.</summary>
    public double Angle => letter.TextOrientation switch
    {
        TextOrientation.Horizontal => 0,
        TextOrientation.Rotate90 => -90,
        TextOrientation.Rotate180 => 180,
        TextOrientation.Rotate270 => 90,
        _ => Math.Atan2(letter.EndBaseLine.Y - letter.StartBaseLine.Y, letter.EndBaseLine.X - letter.StartBaseLine.X) * 180 / Math.PI,
    };

    /// <summary>Whether its baseline runs along no edge of the page but the lower one.</summary>
    public bool MayBeUpright => letter.TextOrientation is TextOrientation.Horizontal or TextOrientation.Other;

    /// <summary>Whether it is painted: rendering modes 3 and 7 paint nothing (PDF 1.7 reference, §5.2.5).</summary>
    public bool IsPainted => letter.RenderingMode is not (TextRenderingMode.Neither or TextRenderingMode.NeitherClip);

    /// <summary>Whether its rendering mode is 3; scanning programs set recognised text in it.</summary>
    public bool IsInvisible => letter.RenderingMode == TextRenderingMode.Neither;

    /// <summary>Whether it is filled with white, and has no stroke around it.</summary>
    public bool IsWhite =>
        letter.RenderingMode is TextRenderingMode.Fill or TextRenderingMode.FillClip && PaintColor.IsWhite(letter.FillColor);

    /// <summary>Set in a bold font, or made bold by a stroke.</summary>
    public bool IsBold => FontWeight.IsBold(letter);

    private static Point PointOf(PdfPoint point) => new(point.X, point.Y);

    private static Box BoxOf(PdfRectangle box) => new(box.Left, box.Bottom, box.Right, box.Top);
}
