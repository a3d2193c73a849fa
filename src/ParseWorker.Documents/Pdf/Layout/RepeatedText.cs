using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;

namespace ParseWorker.Documents.Pdf.Layout;

/// <summary>Finds text set again a little beside itself: a shadow, or a layer that a program drew twice.</summary>
internal static class RepeatedText
{
    /// <summary>How far off the second may be, as part of its size: what stands closer to other text can't be read.</summary>
    private const double Offset = 0.35;

    /// <summary>How far a letter may miss the offset of the others, likewise.</summary>
    private const double Slack = 0.05;

    /// <summary>Different letters of a run at least: rows of dots and zeros repeat themselves.</summary>
    private const int FewestLetters = 3;

    /// <summary>Side of the squares that letters are sorted into, in points.</summary>
    private const double Square = 6;

    /// <summary>Equal letters kept of a square; more are a drawing.</summary>
    private const int MostInSquare = 8;

    /// <summary>Points from the page's corner; what is farther off is on no page.</summary>
    private const double Farthest = 1e6;

    /// <summary>The letters that repeat others.</summary>
    public static IReadOnlySet<Letter> In(IReadOnlyList<Letter> letters)
    {
        var seen = new Dictionary<(string, int, int), List<PdfPoint>>();
        var repeated = new HashSet<Letter>(ReferenceEqualityComparer.Instance);
        foreach (var run in Runs(letters))
        {
            if (run.Select(letter => letter.Value).Distinct().Take(FewestLetters).Count() == FewestLetters && Repeats(run, seen)) repeated.UnionWith(run);
            else foreach (var letter in run) Note(letter, seen);
        }
        return repeated;
    }

    /// <summary>Letters shown by one operator, without blanks.</summary>
    private static IEnumerable<List<Letter>> Runs(IReadOnlyList<Letter> letters)
    {
        var run = new List<Letter>();
        foreach (var letter in letters)
        {
            if (run.Count > 0 && run[0].TextSequence != letter.TextSequence)
            {
                yield return run;
                run = [];
            }
            if (!string.IsNullOrWhiteSpace(letter.Value)) run.Add(letter);
        }
        if (run.Count > 0) yield return run;
    }

    private static bool Repeats(List<Letter> run, Dictionary<(string, int, int), List<PdfPoint>> seen)
    {
        var (first, size) = (run[0].StartBaseLine, run[0].PointSize);
        foreach (var other in Near(run[0].Value, first, Offset * size, seen))
        {
            var (x, y) = (other.X - first.X, other.Y - first.Y);
            if (run.TrueForAll(letter => Near(letter.Value, new(letter.StartBaseLine.X + x, letter.StartBaseLine.Y + y), Slack * size, seen).Any())) return true;
        }
        return false;
    }

    private static IEnumerable<PdfPoint> Near(string value, PdfPoint at, double most, Dictionary<(string, int, int), List<PdfPoint>> seen)
    {
        // Letters larger than this are single ones on a poster.
        most = Math.Min(most, 4 * Square);
        for (var column = SquareOf(at.X - most); column <= SquareOf(at.X + most); column++)
            for (var row = SquareOf(at.Y - most); row <= SquareOf(at.Y + most); row++)
                if (seen.TryGetValue((value, column, row), out var points))
                    foreach (var point in points)
                        if (Math.Abs(point.X - at.X) <= most && Math.Abs(point.Y - at.Y) <= most) yield return point;
    }

    private static void Note(Letter letter, Dictionary<(string, int, int), List<PdfPoint>> seen)
    {
        var key = (letter.Value, SquareOf(letter.StartBaseLine.X), SquareOf(letter.StartBaseLine.Y));
        if (!seen.TryGetValue(key, out var points)) seen[key] = points = [];
        if (points.Count < MostInSquare) points.Add(letter.StartBaseLine);
    }

    private static int SquareOf(double place) => (int)Math.Floor(Math.Clamp(place, -Farthest, Farthest) / Square);
}
