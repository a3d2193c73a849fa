using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Pdf.Layout;

/// <summary>
/// Reads till receipts, tickets and labels: rows across the whole strip, from top to bottom, line by line. What looks like columns on them is
/// one row's name and price, and what looks like a table changes its columns from row to row.
/// </summary>
internal static class SlipLayout
{
    /// <summary>Width of the strip in letters' sizes; a till prints 24 to 64 letters a row, half a size wide each. A page's text is wider.</summary>
    private const double Widest = 32;

    /// <summary>Letters of a piece at the median; a column of running text has more.</summary>
    private const int MostLetters = 22;

    private const int FewestPieces = 6;

    /// <summary>A distance of rows, as a multiple of the usual one, that parts two blocks.</summary>
    private const double Apart = 1.7;

    /// <summary>Whether a recognised page is a slip.</summary>
    public static bool Fits(IReadOnlyCollection<Fragment> fragments)
    {
        if (fragments.Count < FewestPieces) return false;
        var width = fragments.Max(fragment => fragment.Box.Right) - fragments.Min(fragment => fragment.Box.Left);
        return width <= Widest * Median(fragments.Select(fragment => fragment.Size)) && Median(fragments.Select(fragment => (double)fragment.Letters)) <= MostLetters;
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

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
