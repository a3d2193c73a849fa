using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Runs;

/// <summary>
/// How wide the spaces on a page are, and so what is too wide for one. The recognised text behind a scan is set in a font of its own, whose
/// glyphs are narrower than those that they stand for: its spaces may be an em wide.
/// </summary>
/// <param name="Usual">Width of most spaces between words, in em.</param>
internal sealed record PageSpaces(double Usual)
{
    /// <summary>Gaps between letters that are spaces, in em: from those that kerning can't be, to those that hardly a font has.</summary>
    private const double Narrowest = 0.12, Widest = 1.2;

    /// <summary>Gaps that tell a page's spaces; a table of a few words has others.</summary>
    private const int Enough = 200;

    /// <summary>A word space as fonts have it, in em.</summary>
    private const double OfFonts = 0.25;

    /// <summary>How much wider than most a space gets when its line is justified, and how much wider a gutter is at least.</summary>
    private const double Stretched = 2.5, Gutter = 1.6;

    /// <summary>
    /// A gap this wide is a space where the document sets none itself, in em and as part of the usual space: kerning is below 0.1, and
    /// newspapers are set with hardly more between words.
    /// </summary>
    private const double Space = 0.15, OfUsual = 0.6;

    /// <summary>Of text whose spaces are its font's.</summary>
    public static PageSpaces Plain { get; } = new(OfFonts);

    /// <summary>The narrowest gap that is a space although the document sets none there, in em.</summary>
    public double NarrowestSpace => Math.Min(Space, OfUsual * Usual);

    /// <summary>A gap wider than this is no space, in em.</summary>
    public double WidestSpace => Math.Max(RowRuns.Widest, Stretched * Usual);

    /// <summary>The narrowest gap that ends a run where a column begins, in em.</summary>
    public double NarrowestGutter => Math.Max(RowRuns.NarrowestGutter, Gutter * Usual);

    /// <summary>The spaces of a page.</summary>
    /// <param name="rows">Its rows, each from left to right.</param>
    public static PageSpaces Of(IReadOnlyList<List<Glyph>> rows)
    {
        var gaps = new List<double>();
        foreach (var row in rows)
        {
            Glyph? last = null;
            foreach (var glyph in row)
            {
                if (glyph.IsSpace) continue;
                if (last is not null && IsOfWord(last) && IsOfWord(glyph)
                    && (glyph.Box.Left - last.Box.Right) / glyph.Size is > Narrowest and < Widest and var gap) gaps.Add(gap);
                last = glyph;
            }
        }
        if (gaps.Count < Enough) return Plain;
        gaps.Sort();
        return new(gaps[gaps.Count / 2]);
    }

    private static bool IsOfWord(Glyph glyph) => glyph.Text is [var first, ..] && char.IsLetter(first);
}
