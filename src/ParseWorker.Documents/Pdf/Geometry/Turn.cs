namespace ParseWorker.Documents.Pdf.Geometry;

/// <summary>
/// Rotates what runs at an angle so that it runs from left to right, around the page's middle; the page's lower left is the origin again.
/// </summary>
internal sealed class Turn
{
    private readonly double _cos, _sin;

    /// <param name="angle">The direction that is to run from left to right, in degrees from the page's right towards its top.</param>
    /// <param name="width">Of the page, in points.</param>
    /// <param name="height">Of the page, in points.</param>
    public Turn(double angle, double width, double height)
    {
        Angle = angle;
        (_sin, _cos) = angle switch { 0 => (0, 1), 90 => (1, 0), 180 => (0, -1), -90 => (-1, 0), _ => Math.SinCos(angle * Math.PI / 180) };
        var isSideways = Math.Abs(_sin) > Math.Abs(_cos);
        (Width, Height) = isSideways ? (height, width) : (width, height);
        Shift = new((Width - _cos * width - _sin * height) / 2, (Height + _sin * width - _cos * height) / 2);
    }

    /// <summary>Leaves everything where it is.</summary>
    public static Turn None { get; } = new(0, 0, 0);

    /// <summary>In degrees, over -180 and up to 180.</summary>
    public double Angle { get; }

    /// <summary>Of the turned page, in points.</summary>
    public double Width { get; }

    /// <summary>Of the turned page, in points.</summary>
    public double Height { get; }

    /// <summary>How far everything moves after the rotation about the origin.</summary>
    public Point Shift { get; }

    /// <summary>The rotation about the origin as the first four numbers of a PDF's matrix (PDF 1.7 reference, §4.2.3).</summary>
    public (double A, double B, double C, double D) Rotation => (_cos, -_sin, _sin, _cos);

    /// <summary>Where a place of the page is on the turned page.</summary>
    public Point Apply(Point point)
    {
        var (a, b, c, d) = Rotation;
        return new(a * point.X + c * point.Y + Shift.X, b * point.X + d * point.Y + Shift.Y);
    }

    /// <summary>Where a place of the turned page is on the page.</summary>
    public Point Back(Point point)
    {
        // The inverse of a rotation has its sine negated.
        var (x, y) = (point.X - Shift.X, point.Y - Shift.Y);
        var (a, b, c, d) = Rotation;
        return new(a * x + b * y, c * x + d * y);
    }

    /// <summary>A box that is upright on the page, moved to where it is on the turned one.</summary>
    public Box Move(Box box)
    {
        var middle = Apply(new Point(box.CenterX, box.CenterY));
        var (x, y) = (middle.X - box.CenterX, middle.Y - box.CenterY);
        return new(box.Left + x, box.Bottom + y, box.Right + x, box.Top + y);
    }
}
