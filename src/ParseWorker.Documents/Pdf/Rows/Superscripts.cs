using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Rows;

/// <summary>Puts small raised or lowered glyphs (note marks, exponents, indices) back into the row that they belong to.</summary>
internal static class Superscripts
{
    /// <summary>Size of such glyphs at most, as part of their neighbours'.</summary>
    private const double Small = 0.85;

    /// <summary>How far off the baseline they stand, as part of their neighbours' size.</summary>
    private const double Offset = 0.6;

    /// <summary>The gap to a neighbour, likewise.</summary>
    private const double Gap = 0.35;

    /// <summary>Rows a line's glyphs are spread over at most: its own and a few for marks above and below.</summary>
    private const int Reach = 3;

    public static void Attach(List<List<Glyph>> rows)
    {
        for (var at = 0; at < rows.Count; at++)
            foreach (var run in RowRuns.Of(rows[at]).ToList())
                if (BaseRow(rows, at, run) is { } row) Move(run, rows[at], row);
        rows.RemoveAll(row => row.Count == 0);
    }

    private static List<Glyph>? BaseRow(List<List<Glyph>> rows, int at, List<Glyph> run)
    {
        var size = run.Max(glyph => glyph.Size);
        var box = Box.Around(run.Select(glyph => glyph.Box));
        for (var other = Math.Max(0, at - Reach); other <= Math.Min(rows.Count - 1, at + Reach); other++)
            if (other != at && rows[other].Exists(glyph => IsBase(glyph, box, run[0].Baseline, size))) return rows[other];
        return null;
    }

    private static bool IsBase(Glyph glyph, Box box, double baseline, double size)
    {
        if (glyph.IsSpace || size > Small * glyph.Size || Math.Abs(glyph.Baseline - baseline) > Offset * glyph.Size) return false;
        var gap = Math.Max(box.Left - glyph.Box.Right, glyph.Box.Left - box.Right);
        return gap > -0.3 * glyph.Size && gap < Gap * glyph.Size;
    }

    private static void Move(List<Glyph> run, List<Glyph> from, List<Glyph> to)
    {
        from.RemoveAll(run.Contains);
        to.AddRange(run);
        to.Sort((one, other) => one.Box.Left.CompareTo(other.Box.Left));
    }
}
