namespace ParseWorker.Documents.Pdf.Geometry;

/// <summary>A rectangle on the page, in points; the origin is at the lower left.</summary>
internal readonly record struct Box(double Left, double Bottom, double Right, double Top)
{
    public double Width => Right - Left;

    public double Height => Top - Bottom;

    public double CenterX => (Left + Right) / 2;

    public double CenterY => (Bottom + Top) / 2;

    /// <summary>The smallest box around both.</summary>
    public Box Union(Box other) =>
        new(Math.Min(Left, other.Left), Math.Min(Bottom, other.Bottom), Math.Max(Right, other.Right), Math.Max(Top, other.Top));

    /// <summary>Whether the middle of <paramref name="other"/> lies in this box.</summary>
    public bool Holds(Box other) => other.CenterX >= Left && other.CenterX <= Right && other.CenterY >= Bottom && other.CenterY <= Top;

    /// <summary>How much of the narrower of the two lies above or below the other, 0 to 1.</summary>
    public double ShareOfWidth(Box other) => Overlap(Left, Right, other.Left, other.Right) / Math.Max(0.01, Math.Min(Width, other.Width));

    /// <summary>How much of the lower of the two lies beside the other, 0 to 1.</summary>
    public double ShareOfHeight(Box other) =>
        Overlap(Bottom, Top, other.Bottom, other.Top) / Math.Max(0.01, Math.Min(Height, other.Height));

    /// <summary>The box around all of them.</summary>
    public static Box Around(IEnumerable<Box> boxes) => boxes.Aggregate((all, next) => all.Union(next));

    private static double Overlap(double from, double to, double otherFrom, double otherTo) =>
        Math.Max(0, Math.Min(to, otherTo) - Math.Max(from, otherFrom));
}
