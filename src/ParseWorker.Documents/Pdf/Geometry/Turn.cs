using UglyToad.PdfPig.Core;

namespace ParseWorker.Documents.Pdf.Geometry;

/// <summary>Turns what runs at an angle back to run from left to right, around the page's middle; the page's lower left is the origin again.</summary>
internal sealed class Turn
{
    private readonly TransformationMatrix _matrix;

    /// <param name="angle">What runs so, in degrees from the page's right to its top.</param>
    /// <param name="width">Of the page, in points.</param>
    /// <param name="height">Of the page, in points.</param>
    public Turn(double angle, double width, double height)
    {
        Angle = angle;
        var (sin, cos) = angle switch { 0 => (0, 1), 90 => (1, 0), 180 => (0, -1), -90 => (-1, 0), _ => Math.SinCos(angle * Math.PI / 180) };
        var isSideways = Math.Abs(sin) > Math.Abs(cos);
        (Width, Height) = isSideways ? (height, width) : (width, height);
        _matrix = TransformationMatrix.FromValues(
            cos, -sin, sin, cos, (Width - cos * width - sin * height) / 2, (Height + sin * width - cos * height) / 2);
    }

    /// <summary>Leaves everything where it is.</summary>
    public static Turn None { get; } = new(0, 0, 0);

    /// <summary>In degrees, over -180 and up to 180.</summary>
    public double Angle { get; }

    /// <summary>Of the turned page, in points.</summary>
    public double Width { get; }

    /// <summary>Of the turned page, in points.</summary>
    public double Height { get; }

    public PdfPoint Apply(PdfPoint point) => _matrix.Transform(point);

    public PdfSubpath Apply(PdfSubpath path) => Angle == 0 ? path : _matrix.Transform(path);

    /// <summary>Where a place on the turned page is on the page.</summary>
    public PdfPoint Back(PdfPoint point)
    {
        // The inverse of a turn has its sine the other way round.
        var (x, y) = (point.X - _matrix.E, point.Y - _matrix.F);
        return new(_matrix.A * x + _matrix.B * y, _matrix.C * x + _matrix.D * y);
    }

    /// <summary>A box that stands upright on the page, moved to where it is on the turned one.</summary>
    public Box Move(Box box)
    {
        var middle = Apply(new PdfPoint(box.CenterX, box.CenterY));
        var (x, y) = (middle.X - box.CenterX, middle.Y - box.CenterY);
        return new(box.Left + x, box.Bottom + y, box.Right + x, box.Top + y);
    }
}
