namespace ParseWorker.Documents.Pdf.Rules;

/// <summary>The rules drawn on a page.</summary>
/// <param name="Horizontal">From the bottom to the top.</param>
/// <param name="Vertical">From the left to the right.</param>
/// <param name="HasUndrawn">Whether horizontal rules are among them that are not drawn: vertical ones that end there show them.</param>
internal sealed record Rulings(IReadOnlyList<Ruling> Horizontal, IReadOnlyList<Ruling> Vertical, bool HasUndrawn = false)
{
    /// <summary>A gap within a rule, in points: as wide as the thickest rule.</summary>
    private const double WidestGap = 3;

    /// <summary>Rules this close, in points, are one that is drawn in pieces or twice.</summary>
    private const double Close = 2;

    public static Rulings None { get; } = new([], []);

    /// <summary>
    /// Upper and lower edges of filled boxes as high as one row or several, as shaded rows are. From the bottom to the top.
    /// </summary>
    public IReadOnlyList<Ruling> Edges { get; init; } = [];

    /// <summary>Rules that may have come in pieces.</summary>
    public static Rulings Of(IEnumerable<Ruling> horizontal, IEnumerable<Ruling> vertical) => new(Merged(horizontal), Merged(vertical));

    /// <summary>Joins the pieces of one rule; a gap wider than a rule is thick stays a gap.</summary>
    public static List<Ruling> Merged(IEnumerable<Ruling> pieces)
    {
        var merged = new List<Ruling>();
        foreach (var piece in pieces.OrderBy(piece => piece.At).ThenBy(piece => piece.From))
        {
            // Those further back in the list are further away.
            var near = merged.Count - 1;
            while (near >= 0 && piece.At - merged[near].At <= Close && !Meet(piece, merged[near])) near--;
            if (near < 0 || piece.At - merged[near].At > Close) merged.Add(piece);
            else merged[near] = new(merged[near].At, Math.Min(merged[near].From, piece.From), Math.Max(merged[near].To, piece.To));
        }
        return merged;
    }

    private static bool Meet(Ruling piece, Ruling rule) => piece.From <= rule.To + WidestGap && piece.To >= rule.From - WidestGap;
}
