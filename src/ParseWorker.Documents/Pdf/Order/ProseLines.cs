using ParseWorker.Documents.Pdf.Fragments;

namespace ParseWorker.Documents.Pdf.Order;

/// <summary>
/// Tells the lines of columns as narrow as a newspaper's, which are no longer than cells: each line goes on in the middle of the sentence
/// of the one above, and fills its column.
/// </summary>
internal static class ProseLines
{
    /// <summary>Lines that make a text: no cell has so many.</summary>
    private const int FewestLines = 8;

    /// <summary>Glyphs of a line at the median.</summary>
    private const int FewestGlyphs = 12;

    /// <summary>Share of lines that begin in lower case, and share of them that are nearly as wide as the widest.</summary>
    private const double GoOn = 0.5, Full = 0.6, NearlyAsWide = 0.8;

    /// <summary>How far the beginnings of lines may be apart, and their baselines, in em: a first line is set in and left out.</summary>
    private const double SameLeft = 0.5, Below = 2.6;

    /// <summary>The lines that belong to such columns.</summary>
    /// <param name="text">Any fragments of a page.</param>
    public static HashSet<Fragment> Of(IReadOnlyList<Fragment> text)
    {
        var prose = new HashSet<Fragment>();
        var column = new List<Fragment>();
        foreach (var fragment in text.OrderBy(fragment => fragment.Box.Left))
        {
            if (column.Count > 0 && fragment.Box.Left - column[0].Box.Left > SameLeft * fragment.Size)
            {
                Take(column, prose);
                column.Clear();
            }
            column.Add(fragment);
        }
        Take(column, prose);
        return prose;
    }

    private static void Take(List<Fragment> column, HashSet<Fragment> prose)
    {
        var lines = new List<Fragment>();
        foreach (var line in column.OrderByDescending(line => line.Baseline))
        {
            if (lines.Count > 0 && lines[^1].Baseline - line.Baseline > Below * line.Size)
            {
                if (Are(lines)) prose.UnionWith(lines);
                lines.Clear();
            }
            lines.Add(line);
        }
        if (Are(lines)) prose.UnionWith(lines);
    }

    private static bool Are(List<Fragment> lines)
    {
        if (lines.Count < FewestLines) return false;
        var widest = lines.Max(line => line.Box.Width);
        return lines.Count(line => line.GlyphCount >= FewestGlyphs) * 2 > lines.Count
            && lines.Count(line => char.IsLower(line.Text[0])) >= GoOn * lines.Count
            && lines.Count(line => line.Box.Width >= NearlyAsWide * widest) >= Full * lines.Count;
    }
}
