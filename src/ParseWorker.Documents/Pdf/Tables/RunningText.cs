using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Paragraphs;
using ParseWorker.Documents.Pdf.Tables.Cells;

namespace ParseWorker.Documents.Pdf.Tables;

/// <summary>Tells text set in columns from a table: all of its columns are full of long lines.</summary>
internal static class RunningText
{
    /// <summary>Letters of a column's lines at the median: a table's columns have fewer, but for one or two that describe.</summary>
    private const int MaxLetters = 20;

    /// <summary>Whether at least half of the columns are running text.</summary>
    public static bool Is(IReadOnlyList<Line> lines, IReadOnlyList<TextColumn> columns)
    {
        var pieces = lines.SelectMany(line => line.Fragments).ToList();
        return columns.Count(column => IsText(pieces.FindAll(piece => column.Covers(piece.Box)))) * 2 > columns.Count;
    }

    private static bool IsText(List<Fragment> column)
    {
        var letters = column.Select(piece => piece.Letters).Order().ToList();
        return letters.Count > 0 && letters[letters.Count / 2] > MaxLetters;
    }
}
