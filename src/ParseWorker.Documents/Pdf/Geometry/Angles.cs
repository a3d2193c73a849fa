namespace ParseWorker.Documents.Pdf.Geometry;

/// <summary>Arithmetic of angles in degrees, counted from the page's right towards its top.</summary>
internal static class Angles
{
    /// <summary>From one angle to another, over -180 and up to 180.</summary>
    public static double Between(double from, double to)
    {
        var angle = (to - from) % 360;
        return angle > 180 ? angle - 360 : angle <= -180 ? angle + 360 : angle;
    }
}
