using ParseWorker.Documents.Pdf.Fragments;

namespace ParseWorker.Documents.Pdf.Lines;

/// <summary>Tells text set in columns from a table: all of its columns are full of long lines.</summary>
internal static class RunningText
{
    /// <summary>Glyphs of a column's lines at the median: a table's columns have fewer, but for one or two that describe.</summary>
    private const int MaxCharacters = 20;

    /// <summary>Whether at least half of the columns are running text.</summary>
    public static bool Is(IReadOnlyList<Line> lines, IReadOnlyList<TextColumn> columns)
    {
        var fragments = lines.SelectMany(line => line.Fragments).ToList();
        return columns.Count(column => IsText(fragments.FindAll(fragment => column.Covers(fragment.Box)))) * 2 > columns.Count;
    }

    private static bool IsText(List<Fragment> column)
    {
        var counts = column.Select(fragment => fragment.GlyphCount).Order().ToList();
        return counts.Count > 0 && counts[counts.Count / 2] > MaxCharacters;
    }
}
