using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Fragments;

/// <summary>A stretch of a row without a glyph.</summary>
/// <param name="Left">Where it begins, in points from the left; negative infinity before the first glyph.</param>
/// <param name="Right">Where it ends; infinity after the last glyph.</param>
/// <param name="GlyphsBefore">Glyphs left of it.</param>
/// <param name="GlyphsAfter">Glyphs right of it.</param>
internal readonly record struct RowGap(double Left, double Right, int GlyphsBefore, int GlyphsAfter)
{
    /// <summary>Whether glyphs stand on both sides.</summary>
    public bool IsBetween => GlyphsBefore > 0 && GlyphsAfter > 0;

    /// <summary>The gaps of a row, those at its ends included.</summary>
    /// <param name="row">From left to right.</param>
    /// <param name="narrowest">In em.</param>
    public static List<RowGap> Of(List<Glyph> row, double narrowest)
    {
        var gaps = new List<RowGap>();
        var (right, before, all) = (double.NegativeInfinity, 0, row.Count(glyph => !glyph.IsSpace));
        foreach (var glyph in row)
        {
            if (glyph.IsSpace) continue;
            if (glyph.Box.Left - right > narrowest * glyph.Size) gaps.Add(new(right, glyph.Box.Left, before, all - before));
            right = Math.Max(right, glyph.Box.Right);
            before++;
        }
        gaps.Add(new(right, double.PositiveInfinity, all, 0));
        return gaps;
    }

    public bool Overlaps(GutterStrip strip) => strip.Left < Right && strip.Right > Left;
}
