using ParseWorker.Documents.Pdf.Glyphs;
using UglyToad.PdfPig.Content;

namespace ParseWorker.Documents.Pdf.Directions;

/// <summary>
/// Finds letters that stand upright, one below the other: lines from top to bottom, which are read from right to left. The document's
/// order tells them: each letter comes right below the one before.
/// </summary>
internal static class VerticalText
{
    /// <summary>Distance of two such letters, in sizes.</summary>
    private const double Nearest = 0.7, Farthest = 1.6;

    /// <summary>How far their middles may miss each other, likewise.</summary>
    private const double Aside = 0.35;

    /// <summary>Letters of a line, in a script that is set so.</summary>
    private const int ShortestLine = 3;

    /// <summary>Letters of a word on a sign, in any other script; a list's or a table's column of single letters has text beside it.</summary>
    private const int ShortestWord = 4, LongestWord = 40;

    /// <summary>Such words on a page: more are a puzzle.</summary>
    private const int MostWords = 20;

    /// <summary>How far from the word the next letter of a row stands at least, in sizes.</summary>
    private const double Alone = 8;

    /// <summary>The letters of vertical lines.</summary>
    public static IReadOnlySet<Letter> In(IReadOnlyList<Letter> letters)
    {
        var found = new HashSet<Letter>(ReferenceEqualityComparer.Instance);
        var lines = Lines(letters).ToLookup(IsEastAsian);
        found.UnionWith(lines[true].SelectMany(line => line));
        found.UnionWith(lines[false].Where(IsWord).Take(MostWords).Where(word => StandsAlone(word, letters)).SelectMany(word => word));
        if (found.Count(letter => EastAsian.Is(letter.Value)) is > 0 and var vertical && vertical * 2 > letters.Count(letter => EastAsian.Is(letter.Value)))
            found.UnionWith(Rests(letters));
        return found;
    }

    private static bool IsEastAsian(List<Letter> line) => line.Count(letter => EastAsian.Is(letter.Value)) * 2 > line.Count;

    private static bool IsWord(List<Letter> line) => line.Count is >= ShortestWord and <= LongestWord && line.TrueForAll(letter => char.IsLetter(letter.Value, 0));

    private static bool StandsAlone(List<Letter> word, IReadOnlyList<Letter> page) => word.TrueForAll(letter => !page.Any(other => IsBeside(letter, other, Alone)));

    /// <summary>A line's last letters may be one or two: on a page that is set so, all that have no neighbour beside them.</summary>
    private static IEnumerable<Letter> Rests(IReadOnlyList<Letter> letters)
    {
        for (var at = 0; at < letters.Count; at++)
        {
            var hasNeighbour = (at > 0 && IsBeside(letters[at], letters[at - 1], Farthest)) || (at + 1 < letters.Count && IsBeside(letters[at], letters[at + 1], Farthest));
            if (!hasNeighbour && IsUpright(letters[at]) && EastAsian.Is(letters[at].Value)) yield return letters[at];
        }
    }

    private static IEnumerable<List<Letter>> Lines(IReadOnlyList<Letter> letters)
    {
        var from = 0;
        for (var at = 1; at <= letters.Count; at++)
        {
            if (at < letters.Count && IsBelow(letters[at - 1], letters[at])) continue;
            if (at - from >= ShortestLine) yield return [.. Enumerable.Range(from, at - from).Select(index => letters[index])];
            from = at;
        }
    }

    private static bool IsUpright(Letter letter) => letter.TextOrientation is TextOrientation.Horizontal or TextOrientation.Other && !string.IsNullOrWhiteSpace(letter.Value);

    private static bool IsBelow(Letter upper, Letter lower)
    {
        var size = upper.PointSize;
        var step = upper.StartBaseLine.Y - lower.StartBaseLine.Y;
        return step >= Nearest * size && step <= Farthest * size && Math.Abs(MiddleOf(upper) - MiddleOf(lower)) <= Aside * size && IsUpright(upper) && IsUpright(lower);
    }

    private static bool IsBeside(Letter one, Letter other, double distance)
    {
        var size = one.PointSize;
        return !ReferenceEquals(one, other) && Math.Abs(one.StartBaseLine.Y - other.StartBaseLine.Y) < Aside * size && Math.Abs(MiddleOf(one) - MiddleOf(other)) < distance * size
            && !string.IsNullOrWhiteSpace(other.Value);
    }

    private static double MiddleOf(Letter letter) => (letter.StartBaseLine.X + letter.EndBaseLine.X) / 2;
}
