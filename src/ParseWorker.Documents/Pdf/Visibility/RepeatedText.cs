using UglyToad.PdfPig.Content;

namespace ParseWorker.Documents.Pdf.Visibility;

/// <summary>Finds text set again a little beside itself: a shadow, or a layer that a program drew twice.</summary>
internal static class RepeatedText
{
    /// <summary>How far off the second may be, as part of its size: what stands closer to other text can't be read.</summary>
    private const double Offset = 0.35;

    /// <summary>How far a letter may miss the offset of the others, likewise.</summary>
    private const double Slack = 0.05;

    /// <summary>Different letters of a run at least: rows of dots and zeros repeat themselves.</summary>
    private const int FewestLetters = 3;

    /// <summary>Side of the squares that runs are sorted into, in points; farther than one of them nothing is looked for.</summary>
    private const double Square = 12;

    /// <summary>Runs kept of a square; more are a drawing.</summary>
    private const int MostInSquare = 16;

    /// <summary>Points from the page's corner; what is farther off is on no page.</summary>
    private const double Farthest = 1e6;

    /// <summary>The letters that repeat others.</summary>
    public static IReadOnlySet<Letter> In(IReadOnlyList<Letter> letters)
    {
        var seen = new Dictionary<(int, int), List<List<Letter>>>();
        var repeated = new HashSet<Letter>(ReferenceEqualityComparer.Instance);
        foreach (var run in Runs(letters))
        {
            if (run.Count < FewestLetters) continue;
            if (Near(run, seen).Any(other => Repeats(run, other))) repeated.UnionWith(run);
            else Note(run, seen);
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

    /// <summary>The same letters, all as far off.</summary>
    private static bool Repeats(List<Letter> run, List<Letter> other)
    {
        if (run.Count != other.Count) return false;
        var (size, x, y) = (run[0].PointSize, other[0].StartBaseLine.X - run[0].StartBaseLine.X, other[0].StartBaseLine.Y - run[0].StartBaseLine.Y);
        if (Math.Abs(x) > Offset * size || Math.Abs(y) > Offset * size) return false;
        for (var at = 0; at < run.Count; at++)
        {
            var (one, two) = (run[at].StartBaseLine, other[at].StartBaseLine);
            if (run[at].Value != other[at].Value || Math.Abs(two.X - one.X - x) > Slack * size || Math.Abs(two.Y - one.Y - y) > Slack * size) return false;
        }
        return run.Select(letter => letter.Value).Distinct().Take(FewestLetters).Count() == FewestLetters;
    }

    private static IEnumerable<List<Letter>> Near(List<Letter> run, Dictionary<(int, int), List<List<Letter>>> seen)
    {
        var (column, row) = SquareOf(run[0]);
        for (var x = column - 1; x <= column + 1; x++)
            for (var y = row - 1; y <= row + 1; y++)
                if (seen.TryGetValue((x, y), out var runs))
                    foreach (var other in runs) yield return other;
    }

    private static void Note(List<Letter> run, Dictionary<(int, int), List<List<Letter>>> seen)
    {
        var square = SquareOf(run[0]);
        if (!seen.TryGetValue(square, out var runs)) seen[square] = runs = [];
        if (runs.Count < MostInSquare) runs.Add(run);
    }

    private static (int Column, int Row) SquareOf(Letter letter) => (SquareOf(letter.StartBaseLine.X), SquareOf(letter.StartBaseLine.Y));

    private static int SquareOf(double place) => (int)Math.Floor(Math.Clamp(place, -Farthest, Farthest) / Square);
}
