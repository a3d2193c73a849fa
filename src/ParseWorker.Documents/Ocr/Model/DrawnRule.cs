namespace ParseWorker.Documents.Ocr.Model;

/// <summary>A rule drawn on an image, in its pixels; the origin is at the upper left.</summary>
/// <param name="FromX">Where it begins, from the left.</param>
/// <param name="FromY">The same from the top.</param>
/// <param name="ToX">Where it ends, from the left.</param>
/// <param name="ToY">The same from the top.</param>
internal readonly record struct DrawnRule(double FromX, double FromY, double ToX, double ToY)
{
    /// <summary>A place on it, 0 where it begins and 1 where it ends.</summary>
    public (double X, double Y) At(double part) => (FromX + part * (ToX - FromX), FromY + part * (ToY - FromY));

    public DrawnRule Moved(double x, double y) => new(FromX + x, FromY + y, ToX + x, ToY + y);

    /// <summary>The rule with its rows and columns exchanged.</summary>
    public DrawnRule Transposed() => new(FromY, FromX, ToY, ToX);

    /// <summary>The rule in an image that is turned about its upper left corner; positive angles bring its right end up.</summary>
    public DrawnRule Turned(double sin, double cos) =>
        new(FromX * cos + FromY * sin, FromY * cos - FromX * sin, ToX * cos + ToY * sin, ToY * cos - ToX * sin);
}
