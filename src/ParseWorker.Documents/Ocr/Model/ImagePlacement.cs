namespace ParseWorker.Documents.Ocr.Model;

/// <summary>Where an image stands on its page, in points from the lower left.</summary>
/// <param name="Left">Its left edge.</param>
/// <param name="Top">Its upper edge.</param>
/// <param name="PointsPerPixel">72 over its resolution.</param>
internal readonly record struct ImagePlacement(double Left, double Top, double PointsPerPixel)
{
    /// <summary>Where a pixel stands on the page, from the left.</summary>
    public double X(double x) => Left + x * PointsPerPixel;

    /// <summary>Where a pixel stands on the page, from the bottom.</summary>
    public double Y(double y) => Top - y * PointsPerPixel;
}
