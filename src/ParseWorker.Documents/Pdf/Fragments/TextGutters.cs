using ParseWorker.Documents.Pdf.Glyphs;
using ParseWorker.Documents.Pdf.Runs;

namespace ParseWorker.Documents.Pdf.Fragments;

/// <summary>
/// Knows the strips between columns of running text that no row crosses: however narrow, they are gutters. A space stands below another one
/// in a few rows by chance, hardly in so many.
/// </summary>
internal sealed class TextGutters
{
    /// <summary>A strip's width at least, in em and as part of the page's usual space.</summary>
    private const double Narrowest = 0.35, OfSpace = 0.8;

    /// <summary>Strips that are followed at a time: a page has few gutters, and a table many gaps.</summary>
    private const int Most = 100;

    private readonly List<GutterStrip>[] _byRow;

    /// <param name="rows">From top to bottom, each from left to right.</param>
    /// <param name="spaces">How wide a space is on their page.</param>
    public TextGutters(IReadOnlyList<List<Glyph>> rows, PageSpaces spaces)
    {
        _byRow = [.. rows.Select(_ => new List<GutterStrip>())];
        var narrowest = Math.Max(Narrowest, OfSpace * spaces.Usual);
        var open = new List<GutterStrip>();
        for (var row = 0; row < rows.Count; row++)
        {
            var (size, gaps) = (rows[row][0].Size, RowGap.Of(rows[row], narrowest));
            var goingOn = new List<GutterStrip>();
            foreach (var strip in open)
                if (strip.Narrow(gaps, narrowest * size, size)) goingOn.Add(strip);
                else Close(strip, row);
            foreach (var gap in gaps)
            {
                if (goingOn.Count >= Most) break;
                if (gap.IsBetween && !goingOn.Exists(gap.Overlaps)) goingOn.Add(new GutterStrip(gap, row));
            }
            open = goingOn;
        }
        foreach (var strip in open) Close(strip, rows.Count);
    }

    /// <summary>Whether a gutter lies in a gap.</summary>
    /// <param name="row">Which of the rows.</param>
    /// <param name="left">Where the gap begins, in points from the left.</param>
    /// <param name="right">Where it ends.</param>
    public bool Has(int row, double left, double right) => _byRow[row].Exists(strip => strip.Left >= left && strip.Right <= right);

    private void Close(GutterStrip strip, int after)
    {
        if (!strip.IsGutter) return;
        for (var row = strip.First; row < after; row++) _byRow[row].Add(strip);
    }
}
