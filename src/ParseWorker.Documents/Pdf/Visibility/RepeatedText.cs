using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Visibility;

/// <summary>Finds text set again a little beside itself: a shadow, or a layer that a program drew twice.</summary>
internal static class RepeatedText
{
    /// <summary>How far off the second may be, as in em: what stands closer to other text can't be read.</summary>
    private const double Offset = 0.35;

    /// <summary>How far a glyph may miss the offset of the others, likewise.</summary>
    private const double Slack = 0.05;

    /// <summary>Different glyphs of a run at least: rows of dots and zeros repeat themselves.</summary>
    private const int FewestGlyphs = 3;

    /// <summary>Side of the squares that runs are sorted into, in points; farther than one of them nothing is looked for.</summary>
    private const double Square = 12;

    /// <summary>Runs kept of a square; more are a drawing.</summary>
    private const int MostInSquare = 16;

    /// <summary>Points from the page's corner; what is farther off is on no page.</summary>
    private const double Farthest = 1e6;

    /// <summary>The glyphs that repeat others.</summary>
    public static IReadOnlySet<DrawnGlyph> In(IReadOnlyList<DrawnGlyph> glyphs)
    {
        var seen = new Dictionary<(int, int), List<List<DrawnGlyph>>>();
        var repeated = new HashSet<DrawnGlyph>(ReferenceEqualityComparer.Instance);
        foreach (var run in Runs(glyphs))
        {
            if (run.Count < FewestGlyphs) continue;
            if (Near(run, seen).Any(other => Repeats(run, other))) repeated.UnionWith(run);
            else Note(run, seen);
        }
        return repeated;
    }

    /// <summary>Glyphs shown by one operator, without spaces.</summary>
    private static IEnumerable<List<DrawnGlyph>> Runs(IReadOnlyList<DrawnGlyph> glyphs)
    {
        var run = new List<DrawnGlyph>();
        foreach (var glyph in glyphs)
        {
            if (run.Count > 0 && run[0].Sequence != glyph.Sequence)
            {
                yield return run;
                run = [];
            }
            if (!glyph.IsSpace) run.Add(glyph);
        }
        if (run.Count > 0) yield return run;
    }

    /// <summary>The same glyphs, all as far off.</summary>
    private static bool Repeats(List<DrawnGlyph> run, List<DrawnGlyph> other)
    {
        if (run.Count != other.Count) return false;
        var (size, x, y) = (run[0].PointSize, other[0].Start.X - run[0].Start.X, other[0].Start.Y - run[0].Start.Y);
        if (Math.Abs(x) > Offset * size || Math.Abs(y) > Offset * size) return false;
        for (var at = 0; at < run.Count; at++)
        {
            var (one, two) = (run[at].Start, other[at].Start);
            if (run[at].Text != other[at].Text || Math.Abs(two.X - one.X - x) > Slack * size
                || Math.Abs(two.Y - one.Y - y) > Slack * size) return false;
        }
        return run.Select(glyph => glyph.Text).Distinct().Take(FewestGlyphs).Count() == FewestGlyphs;
    }

    private static IEnumerable<List<DrawnGlyph>> Near(List<DrawnGlyph> run, Dictionary<(int, int), List<List<DrawnGlyph>>> seen)
    {
        var (column, row) = SquareOf(run[0]);
        for (var x = column - 1; x <= column + 1; x++)
            for (var y = row - 1; y <= row + 1; y++)
                if (seen.TryGetValue((x, y), out var runs))
                    foreach (var other in runs) yield return other;
    }

    private static void Note(List<DrawnGlyph> run, Dictionary<(int, int), List<List<DrawnGlyph>>> seen)
    {
        var square = SquareOf(run[0]);
        if (!seen.TryGetValue(square, out var runs)) seen[square] = runs = [];
        if (runs.Count < MostInSquare) runs.Add(run);
    }

    private static (int Column, int Row) SquareOf(DrawnGlyph glyph) => (SquareOf(glyph.Start.X), SquareOf(glyph.Start.Y));

    private static int SquareOf(double place) => (int)Math.Floor(Math.Clamp(place, -Farthest, Farthest) / Square);
}
