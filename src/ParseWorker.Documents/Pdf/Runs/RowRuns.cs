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
    /// <param name="isColumn">Whether a column begins at a place: a gap over <see cref="NarrowestGutter"/> before it then ends the
    /// run.</param>
    /// <param name="header">Places where the columns of a header row begin: a gap over <see cref="NarrowestSpace"/> before one ends the
    /// run.</param>
    public static IEnumerable<List<Glyph>> Of(List<Glyph> row, Func<double, bool>? isColumn = null, IReadOnlyList<int>? header = null)
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
            if (run.Count > 0 && IsCut(glyph, glyph.Box.Left - right, Math.Max(glyph.Size, run[^1].Size), isColumn, header))
            {
                yield return Trimmed(run);
                run = [];
            }
            right = run.Count == 0 ? glyph.Box.Right : Math.Max(right, glyph.Box.Right);
            run.Add(glyph);
        }
        if (run.Count > 0) yield return Trimmed(run);
    }

    /// <summary>The run without the spaces at its end.</summary>
    public static List<Glyph> Trimmed(List<Glyph> run)
    {
        while (run[^1].IsSpace) run.RemoveAt(run.Count - 1);
        return run;
    }

    private static bool IsCut(Glyph next, double gap, double size, Func<double, bool>? isColumn, IReadOnlyList<int>? header) =>
        gap > Widest * size
        || (gap > NarrowestGutter * size && isColumn?.Invoke(next.Box.Left) == true)
        || (gap > NarrowestSpace * size && header?.Any(place => Math.Abs(place - next.Box.Left) <= SamePlace) == true);
}
