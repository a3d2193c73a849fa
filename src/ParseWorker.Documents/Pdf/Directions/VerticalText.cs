using ParseWorker.Documents.Pdf.Characters;
using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Directions;

/// <summary>
/// Finds upright glyphs one below the other: lines from top to bottom, which are read from right to left. The document's
/// order tells them: each glyph comes right below the one before.
/// </summary>
internal static class VerticalText
{
    /// <summary>Distance of two such glyphs, in em.</summary>
    private const double Nearest = 0.7, Farthest = 1.6;

    /// <summary>How far their middles may miss each other, likewise.</summary>
    private const double Aside = 0.35;

    /// <summary>Glyphs of a line, in a script that is set so.</summary>
    private const int ShortestLine = 3;

    /// <summary>
    /// Glyphs of a vertical word in any other script, as on a shop sign; a column of single glyphs in a list or table has text beside it.
    /// </summary>
    private const int ShortestWord = 4, LongestWord = 40;

    /// <summary>Such words on a page: more are a puzzle.</summary>
    private const int MostWords = 20;

    /// <summary>Distance from the word to the next glyph of a row, at least, in em.</summary>
    private const double Alone = 8;

    /// <summary>The glyphs of vertical lines.</summary>
    public static IReadOnlySet<DrawnGlyph> In(IReadOnlyList<DrawnGlyph> glyphs)
    {
        var found = new HashSet<DrawnGlyph>(ReferenceEqualityComparer.Instance);
        var lines = Lines(glyphs).ToLookup(IsEastAsian);
        found.UnionWith(lines[true].SelectMany(line => line));
        found.UnionWith(lines[false].Where(IsWord).Take(MostWords).Where(word => IsAlone(word, glyphs)).SelectMany(word => word));
        if (found.Count(glyph => EastAsian.Is(glyph.Text)) is > 0 and var vertical
            && vertical * 2 > glyphs.Count(glyph => EastAsian.Is(glyph.Text)))
            found.UnionWith(Rests(glyphs));
        return found;
    }

    private static bool IsEastAsian(List<DrawnGlyph> line) => line.Count(glyph => EastAsian.Is(glyph.Text)) * 2 > line.Count;

    private static bool IsWord(List<DrawnGlyph> line) =>
        line.Count is >= ShortestWord and <= LongestWord && line.TrueForAll(glyph => char.IsLetter(glyph.Text, 0));

    private static bool IsAlone(List<DrawnGlyph> word, IReadOnlyList<DrawnGlyph> page) =>
        word.TrueForAll(glyph => !page.Any(other => IsBeside(glyph, other, Alone)));

    /// <summary>A line's last glyphs may be one or two: on a page that is set so, all that have no neighbour beside them.</summary>
    private static IEnumerable<DrawnGlyph> Rests(IReadOnlyList<DrawnGlyph> glyphs)
    {
        for (var at = 0; at < glyphs.Count; at++)
        {
            var hasNeighbour = (at > 0 && IsBeside(glyphs[at], glyphs[at - 1], Farthest))
                || (at + 1 < glyphs.Count && IsBeside(glyphs[at], glyphs[at + 1], Farthest));
            if (!hasNeighbour && IsUpright(glyphs[at]) && EastAsian.Is(glyphs[at].Text)) yield return glyphs[at];
        }
    }

    private static IEnumerable<List<DrawnGlyph>> Lines(IReadOnlyList<DrawnGlyph> glyphs)
    {
        var from = 0;
        for (var at = 1; at <= glyphs.Count; at++)
        {
            if (at < glyphs.Count && IsBelow(glyphs[at - 1], glyphs[at])) continue;
            if (at - from >= ShortestLine) yield return [.. Enumerable.Range(from, at - from).Select(index => glyphs[index])];
            from = at;
        }
    }

    private static bool IsUpright(DrawnGlyph glyph) => glyph.MayBeUpright && !glyph.IsSpace;

    private static bool IsBelow(DrawnGlyph upper, DrawnGlyph lower)
    {
        var size = upper.PointSize;
        var step = upper.Start.Y - lower.Start.Y;
        return step >= Nearest * size && step <= Farthest * size && Math.Abs(MiddleOf(upper) - MiddleOf(lower)) <= Aside * size
            && IsUpright(upper) && IsUpright(lower);
    }

    private static bool IsBeside(DrawnGlyph one, DrawnGlyph other, double distance)
    {
        var size = one.PointSize;
        return !ReferenceEquals(one, other) && Math.Abs(one.Start.Y - other.Start.Y) < Aside * size
            && Math.Abs(MiddleOf(one) - MiddleOf(other)) < distance * size
            && !other.IsSpace;
    }

    private static double MiddleOf(DrawnGlyph glyph) => (glyph.Start.X + glyph.End.X) / 2;
}
