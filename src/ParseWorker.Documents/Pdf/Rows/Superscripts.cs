using System.Globalization;
using System.Text;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;
using ParseWorker.Documents.Pdf.Runs;

namespace ParseWorker.Documents.Pdf.Rows;

/// <summary>Puts small raised or lowered glyphs (note marks, exponents, indices) back into the row that they belong to.</summary>
internal static class Superscripts
{
    /// <summary>Size of such glyphs at most, as part of their neighbours'.</summary>
    private const double Small = 0.85;

    /// <summary>And at least: typesetters and CSS go down to a half.</summary>
    private const double Smallest = 0.45;

    /// <summary>How far off the baseline they stand, as part of their neighbours' size.</summary>
    private const double Offset = 0.6;

    /// <summary>Size of an index in the row of its line at most, and how far below the baseline it stands at least, likewise.</summary>
    private const double Index = Small, Depth = 0.05;

    /// <summary>The gap to a neighbour, likewise.</summary>
    private const double Gap = 0.35;

    /// <summary>Glyphs of a mark at most.</summary>
    private const int Longest = 12;

    /// <summary>Rows a line's glyphs are spread over at most: its own and a few for marks above and below.</summary>
    private const int Reach = 3;

    public static void Attach(List<List<Glyph>> rows)
    {
        for (var at = 0; at < rows.Count; at++)
            foreach (var run in RowRuns.Of(rows[at], PageSpaces.Plain).ToList())
                if (Base(rows, at, run) is { } found) Move(run, rows[at], found.Row, found.Glyph);
        rows.RemoveAll(row => row.Count == 0);
        foreach (var row in rows) Lower(row);
    }

    /// <summary>Marks indices that stand so little below the line that they are in its row already.</summary>
    private static void Lower(List<Glyph> row)
    {
        Glyph? last = null;
        for (var at = 0; at < row.Count; at++)
        {
            var glyph = row[at];
            if (glyph.IsSpace || glyph.Script != ScriptPosition.Line) continue;
            if (last is not null && IsLowered(glyph, row[at - 1], last)) row[at] = glyph with { Script = ScriptPosition.Lowered };
            else last = glyph;
        }
    }

    /// <param name="glyph">Any.</param>
    /// <param name="before">What stands left of it.</param>
    /// <param name="line">The last glyph that stands on the line.</param>
    private static bool IsLowered(Glyph glyph, Glyph before, Glyph line) =>
        glyph.Size <= Index * line.Size && glyph.Size >= Smallest * line.Size
        && line.Baseline - glyph.Baseline is var depth && depth >= Depth * line.Size && depth <= Offset * line.Size
        && IsOfText(line) && !before.IsSpace && glyph.Box.Left - before.Box.Right < Gap * line.Size;

    private static (List<Glyph> Row, Glyph Glyph)? Base(List<List<Glyph>> rows, int at, List<Glyph> run)
    {
        // Several lines beside large text would all be of its row.
        if (run.Count > Longest) return null;
        var size = run.Max(glyph => glyph.Size);
        var box = Box.Around(run.Select(glyph => glyph.Box));
        for (var other = Math.Max(0, at - Reach); other <= Math.Min(rows.Count - 1, at + Reach); other++)
            if (other != at && rows[other].Find(glyph => IsBase(glyph, box, run[0].Baseline, size)) is { } found)
                return (rows[other], found);
        return null;
    }

    /// <summary>
    /// A superscript or subscript stands next to a letter, digit, bracket or other punctuation. Text beside a box or a symbol is neither.
    /// </summary>
    private static ScriptPosition ScriptOf(List<Glyph> run, Glyph neighbour)
    {
        if (!IsOfText(neighbour)) return ScriptPosition.Line;
        if (run.Max(glyph => glyph.Size) < Smallest * neighbour.Size) return ScriptPosition.Line;
        return run[0].Baseline > neighbour.Baseline ? ScriptPosition.Raised : ScriptPosition.Lowered;
    }

    private static bool IsOfText(Glyph glyph) => glyph.Text.EnumerateRunes().LastOrDefault() is var last
        && (Rune.IsLetterOrDigit(last) || Rune.GetUnicodeCategory(last) is UnicodeCategory.ClosePunctuation
            or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation or UnicodeCategory.OpenPunctuation);

    private static bool IsBase(Glyph glyph, Box box, double baseline, double size)
    {
        if (glyph.IsSpace || size > Small * glyph.Size || Math.Abs(glyph.Baseline - baseline) > Offset * glyph.Size) return false;
        var gap = Math.Max(box.Left - glyph.Box.Right, glyph.Box.Left - box.Right);
        return gap > -0.3 * glyph.Size && gap < Gap * glyph.Size;
    }

    private static void Move(List<Glyph> run, List<Glyph> from, List<Glyph> to, Glyph neighbour)
    {
        from.RemoveAll(run.Contains);
        var script = ScriptOf(run, neighbour);
        to.AddRange(script == ScriptPosition.Line ? run : run.ConvertAll(glyph => glyph with { Script = script }));
        to.Sort((one, other) => one.Box.Left.CompareTo(other.Box.Left));
    }
}
