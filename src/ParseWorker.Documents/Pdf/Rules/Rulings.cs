namespace ParseWorker.Documents.Pdf.Rules;

/// <summary>The rules drawn on a page.</summary>
/// <param name="Horizontal">From the bottom to the top.</param>
/// <param name="Vertical">From the left to the right.</param>
/// <param name="HasUndrawn">Whether some horizontal rules are not drawn, but inferred from vertical ones that end there.</param>
internal sealed record Rulings(IReadOnlyList<Ruling> Horizontal, IReadOnlyList<Ruling> Vertical, bool HasUndrawn = false)
{
    /// <summary>A gap within a rule, in points: as wide as the thickest rule.</summary>
    private const double WidestGap = 3;

    /// <summary>Rules this close, in points, are one that is drawn in segments or twice.</summary>
    private const double Close = 2;

    public static Rulings None { get; } = new([], []);

    /// <summary>
    /// Upper and lower edges of filled boxes as high as one row or several, as shaded rows are. From the bottom to the top.
    /// </summary>
    public IReadOnlyList<Ruling> Edges { get; init; } = [];

    /// <summary>Rules that may have been drawn in segments.</summary>
    public static Rulings Of(IEnumerable<Ruling> horizontal, IEnumerable<Ruling> vertical) => new(Merged(horizontal), Merged(vertical));

    /// <summary>Joins the segments of one rule; a gap wider than a rule is thick stays a gap.</summary>
    public static List<Ruling> Merged(IEnumerable<Ruling> segments)
    {
        var merged = new List<Ruling>();
        foreach (var segment in segments.OrderBy(segment => segment.At).ThenBy(segment => segment.From))
        {
            // Those further back in the list are further away.
            var near = merged.Count - 1;
            while (near >= 0 && segment.At - merged[near].At <= Close && !Meet(segment, merged[near])) near--;
            if (near < 0 || segment.At - merged[near].At > Close) merged.Add(segment);
            else merged[near] = new(merged[near].At, Math.Min(merged[near].From, segment.From), Math.Max(merged[near].To, segment.To));
        }
        return merged;
    }

    private static bool Meet(Ruling segment, Ruling rule) => segment.From <= rule.To + WidestGap && segment.To >= rule.From - WidestGap;
}
