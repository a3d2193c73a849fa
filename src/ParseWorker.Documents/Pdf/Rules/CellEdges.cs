namespace ParseWorker.Documents.Pdf.Rules;

/// <summary>
/// Some programs draw a table's vertical rules cell by cell, and nothing between its rows:
/// a row's edge is where several segments of vertical rules end and others begin.
/// </summary>
internal static class CellEdges
{
    /// <summary>Vertical rules that are cut at one height.</summary>
    private const int MinCuts = 2;

    /// <summary>Row edges that make a table of such segments.</summary>
    private const int MinEdges = 4;

    /// <summary>Height of a row at least, in points: a shorter segment is a corner.</summary>
    private const double MinHeight = 8;

    private const double Close = 1.5;

    /// <summary>
    /// The horizontal rules that are not drawn, as wide as the segments cut there; none where rules are drawn at such heights too.
    /// </summary>
    public static IReadOnlyList<Ruling> Of(List<Ruling> vertical, List<Ruling> horizontal)
    {
        var (segments, drawn) = (new RulingIndex(vertical.Where(segment => segment.Length >= MinHeight)), new RulingIndex(horizontal));
        var cuts = Enumerable.Range(0, segments.Count).Select(at => segments[at]).Where(upper => IsCut(upper, segments))
            .GroupBy(upper => Math.Round(upper.From / 2))
            .Where(cut => cut.Count() >= MinCuts && !IsDrawn(cut.First(), drawn))
            .Select(cut => new Ruling(cut.First().From, cut.Min(segment => segment.At), cut.Max(segment => segment.At)))
            .ToList();
        return cuts.Count >= MinEdges ? cuts : [];
    }

    private static bool IsCut(Ruling upper, RulingIndex segments) =>
        segments.Between(upper.At - Close, upper.At + Close).Any(lower => Math.Abs(segments[lower].To - upper.From) <= Close);

    private static bool IsDrawn(Ruling cut, RulingIndex horizontal) =>
        horizontal.Between(cut.From - MinHeight, cut.From + MinHeight).Any(line => horizontal[line].Covers(cut.At, Close));
}
