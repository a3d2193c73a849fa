using ParseWorker.Documents.Pdf.Geometry;
using UglyToad.PdfPig.Content;

namespace ParseWorker.Documents.Pdf.Glyphs;

/// <summary>An image on a page; its pixels are not looked at.</summary>
internal sealed class DrawnImage(IPdfImage image)
{
    /// <summary>Where it is, in points.</summary>
    public Box Box { get; } = new(image.BoundingBox.Left, image.BoundingBox.Bottom, image.BoundingBox.Right, image.BoundingBox.Top);

    /// <summary>Along its own lower edge, in points.</summary>
    public double Width { get; } = image.BoundingBox.Width;

    /// <summary>Across its own lower edge, in points.</summary>
    public double Height { get; } = image.BoundingBox.Height;
}
