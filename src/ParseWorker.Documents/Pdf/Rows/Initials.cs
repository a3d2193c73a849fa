using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Rows;

/// <summary>
/// Puts an initial of several lines into the uppermost of them, where it is read. Its own baseline is the lowest one's, and by its size it
/// is a neighbour of all.
/// </summary>
internal static class Initials
{
    /// <summary>Size of an initial, as part of its lines', at least.</summary>
    private const double Large = 1.6;

    /// <summary>How far the lowest line may stand below its baseline and the uppermost above, and how far right of it, in its em.</summary>
    private const double Below = 0.15, Above = 0.8, Beside = 0.6, Overhang = 0.15;

    /// <summary>Lines that it stands beside, and glyphs of each at least.</summary>
    private const int FewestLines = 2, FewestGlyphs = 3;

    /// <summary>How wide it is made, in em of its line, so that no line is set in against the first.</summary>
    private const double Width = 0.5;

    /// <summary>Candidates of a page that are looked at: each is compared with the lines beside it.</summary>
    private const int Most = 200;

    /// <param name="rows">From top to bottom, each from left to right.</param>
    public static void Attach(List<List<Glyph>> rows)
    {
        var seen = 0;
        for (var row = 0; row < rows.Count && seen < Most; row++)
            for (var at = 0; at < rows[row].Count && seen < Most; at++)
            {
                if (!IsInitial(rows[row], at)) continue;
                seen++;
                if (First(rows, row, rows[row][at]) is { } found) Move(rows, row, at, found);
            }
        rows.RemoveAll(row => row.Count == 0);
    }

    /// <summary>A capital by itself among smaller glyphs, or alone.</summary>
    private static bool IsInitial(List<Glyph> row, int at) =>
        row[at] is { IsSpace: false, Text: [var letter] } initial && char.IsUpper(letter)
            && (at == 0 || IsSmaller(row[at - 1], initial)) && (at == row.Count - 1 || IsSmaller(row[at + 1], initial));

    private static bool IsSmaller(Glyph glyph, Glyph initial) => glyph.IsSpace || glyph.Size * Large <= initial.Size;

    /// <summary>The uppermost line beside an initial, and its first glyph; null where fewer than two are.</summary>
    private static (int Row, Glyph Glyph)? First(List<List<Glyph>> rows, int own, Glyph initial)
    {
        (int Row, Glyph Glyph)? first = null;
        var lines = 0;
        for (var row = own; row >= 0 && IsWithin(rows[row]); row--) Look(row);
        if (first is not null && own + 1 < rows.Count) CountBelow();
        return lines >= FewestLines ? first : null;

        bool IsWithin(List<Glyph> row) => row.Count == 0 || row[0].Baseline <= initial.Baseline + Above * initial.Size;

        void Look(int row)
        {
            if (Beginning(rows[row], initial) is not { } glyph) return;
            first = (row, glyph);
            lines++;
        }

        void CountBelow()
        {
            if (Beginning(rows[own + 1], initial) is { } glyph && initial.Baseline - glyph.Baseline < Below * initial.Size) lines++;
        }
    }

    /// <summary>The first glyph of a line that begins right of an initial.</summary>
    private static Glyph? Beginning(List<Glyph> row, Glyph initial)
    {
        var at = row.FindIndex(glyph => !glyph.IsSpace && glyph != initial && glyph.Box.Left > initial.Box.Right - Overhang * initial.Size);
        return at >= 0 && row.Count - at >= FewestGlyphs && row[at].Size * Large <= initial.Size
            && row[at].Box.Left - initial.Box.Right < Beside * initial.Size ? row[at] : null;
    }

    private static void Move(List<List<Glyph>> rows, int row, int at, (int Row, Glyph Glyph) first)
    {
        var (initial, line) = (rows[row][at], first.Glyph);
        rows[row].RemoveAt(at);
        var box = new Box(line.Box.Left - Width * line.Size, line.Box.Bottom, line.Box.Left, line.Box.Top);
        rows[first.Row].Insert(rows[first.Row].IndexOf(line), initial with { Box = box, Baseline = line.Baseline, Size = line.Size });
    }
}
