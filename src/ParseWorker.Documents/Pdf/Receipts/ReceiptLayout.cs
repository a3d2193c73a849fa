using System.Text.RegularExpressions;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Lines;

namespace ParseWorker.Documents.Pdf.Receipts;

/// <summary>
/// Reads till receipts, tickets and labels: rows across the whole strip, from top to bottom, line by line.
/// What looks like columns on them is one row's name and price, and what looks like a table changes its columns from row to row.
/// </summary>
internal static partial class ReceiptLayout
{
    /// <summary>
    /// Width of the strip in glyphs' sizes; a till prints 24 to 64 glyphs a row, half a size wide each. A page's text is wider, unless it
    /// is large.
    /// </summary>
    private const double Widest = 32;

    /// <summary>Times that a strip is as high as wide: no page is, the tallest in use (US legal, 8½ × 14 inches) is 1.65.</summary>
    private const double Tall = 1.8;

    /// <summary>
    /// Share of the lines of a shorter receipt that name something and end in its price: addresses, tax numbers and thanks are most of
    /// many.
    /// </summary>
    private const double Priced = 0.08;

    private const int FewestPrices = 2;

    /// <summary>Glyphs of a fragment at the median; a column of running text has more.</summary>
    private const int MostGlyphs = 22;

    private const int FewestFragments = 6;

    /// <summary>A distance of rows, as a multiple of the usual one, that parts two blocks.</summary>
    private const double Apart = 1.7;

    /// <summary>Whether a recognised page is a receipt.</summary>
    public static bool Fits(IReadOnlyCollection<Fragment> fragments)
    {
        if (fragments.Count < FewestFragments) return false;
        var box = Box.Around(fragments.Select(fragment => fragment.Box));
        return box.Width <= Widest * Median(fragments.Select(fragment => fragment.Size))
            && Median(fragments.Select(fragment => (double)fragment.GlyphCount)) <= MostGlyphs
            && (box.Height >= Tall * box.Width || HasPrices(fragments));
    }

    /// <summary>Whether it lists things with a price each: slides and posters in large type are as narrow, and do not.</summary>
    private static bool HasPrices(IReadOnlyCollection<Fragment> fragments)
    {
        var lines = LineBuilder.Build(fragments);
        return lines.Count(line => Price().Count(line.Text) == 1
            && PricedLine().IsMatch(line.Text)) >= Math.Max(FewestPrices, Priced * lines.Count);
    }

    public static IReadOnlyList<Block> Blocks(IEnumerable<Fragment> fragments)
    {
        var lines = LineBuilder.Build(fragments);
        var usual = lines.Count < 2 ? 0 : Median(lines.Zip(lines.Skip(1), (upper, lower) => upper.Baseline - lower.Baseline));
        var blocks = new List<List<Line>>();
        foreach (var line in lines)
        {
            if (blocks.Count == 0 || blocks[^1][^1].Baseline - line.Baseline > Apart * usual) blocks.Add([]);
            blocks[^1].Add(line);
        }
        return [.. blocks.Select(block => new Block.Paragraph(string.Join('\n', block.Select(line => line.Text))))];
    }

    /// <summary>Hundredths, or thousands where there are none.</summary>
    [GeneratedRegex(@"\d[.,]\d{2,3}(?!\d)")]
    private static partial Regex Price();

    [GeneratedRegex(@"^.*\p{L}{2}.*\d[.,]\d{2,3}\W{0,2}\p{L}{0,3}$")]
    private static partial Regex PricedLine();

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
