using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Runs;

/// <summary>Splits a row into runs of glyphs without a gap that is too wide for a space.</summary>
internal static class RowRuns
{
    /// <summary>A gap wider than this ends a run, in em: justified spaces stay below, gutters above.</summary>
    public const double Widest = 1.0;

    /// <summary>The narrowest gap that ends a run where a column begins, in em.</summary>
    public const double NarrowestGutter = 0.5;

    /// <summary>The narrowest gap between two headers of a header row, in em.</summary>
    public const double NarrowestSpace = 0.15;

    /// <summary>How far a run may begin from where a header row's column does, in points.</summary>
    private const double SamePlace = 1.5;

    /// <summary>
    /// The runs of a row, from left to right. Spaces that the document sets stay within their run; none begins or ends one.
    /// </summary>
    /// <param name="row">From left to right.</param>
    /// <param name="spaces">How wide a space is on the page.</param>
    /// <param name="isColumn">Whether a column begins where a gap ends: one over <see cref="PageSpaces.NarrowestGutter"/> then ends the
    /// run.</param>
    /// <param name="isGutter">Whether a gap, from left to right, holds a gutter, which ends the run.</param>
    /// <param name="header">Places where the columns of a header row begin: a gap over <see cref="NarrowestSpace"/> before one ends the
    /// run.</param>
    public static IEnumerable<List<Glyph>> Of(
        List<Glyph> row, PageSpaces spaces, Func<double, bool>? isColumn = null, Func<double, double, bool>? isGutter = null,
        IReadOnlyList<int>? header = null)
    {
        var run = new List<Glyph>();
        var right = 0.0;
        foreach (var glyph in row)
        {
            if (glyph.IsSpace)
            {
                if (run.Count > 0) run.Add(glyph);
                continue;
            }
            if (run.Count > 0 && IsCut(right, glyph, Math.Max(glyph.Size, run[^1].Size)))
            {
                yield return Trimmed(run);
                run = [];
            }
            right = run.Count == 0 ? glyph.Box.Right : Math.Max(right, glyph.Box.Right);
            run.Add(glyph);
        }
        if (run.Count > 0) yield return Trimmed(run);

        bool IsCut(double end, Glyph next, double size) => (next.Box.Left - end) / size is var gap
            && (gap > spaces.WidestSpace
                || (gap > spaces.NarrowestGutter && isColumn?.Invoke(next.Box.Left) == true)
                || isGutter?.Invoke(end, next.Box.Left) == true
                || (gap > NarrowestSpace && header?.Any(place => Math.Abs(place - next.Box.Left) <= SamePlace) == true));
    }

    /// <summary>The run without the spaces at its end.</summary>
    public static List<Glyph> Trimmed(List<Glyph> run)
    {
        while (run[^1].IsSpace) run.RemoveAt(run.Count - 1);
        return run;
    }
}
