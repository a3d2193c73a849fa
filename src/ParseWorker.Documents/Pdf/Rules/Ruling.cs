namespace ParseWorker.Documents.Pdf.Rules;

/// <summary>A horizontal or vertical rule.</summary>
/// <param name="At">The height on the page of a horizontal rule, the distance from the left of a vertical one; in points.</param>
/// <param name="From">Where it begins: left or bottom.</param>
/// <param name="To">Where it ends: right or top.</param>
internal readonly record struct Ruling(double At, double From, double To)
{
    /// <summary>A rule between two points of which either may be the first.</summary>
    public static Ruling Between(double at, double one, double other) => new(at, Math.Min(one, other), Math.Max(one, other));

    public double Length => To - From;

    /// <summary>Whether it passes <paramref name="point"/> on its way.</summary>
    public bool Covers(double point, double slack) => point >= From - slack && point <= To + slack;
}
