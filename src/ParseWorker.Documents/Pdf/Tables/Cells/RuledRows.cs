using ParseWorker.Documents.Pdf.Characters;
using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Lines;

namespace ParseWorker.Documents.Pdf.Tables.Cells;

/// <summary>Tells whether the lines of a table part every row, or only its header row and groups of rows.</summary>
internal static class RuledRows
{
    /// <summary>Bands that show a habit.</summary>
    private const int Enough = 3;

    /// <summary>Share of the bands that are one row each.</summary>
    private const double Most = 0.6;

    /// <summary>Whether most of what lies between two lines is one row.</summary>
    public static bool AreRows(List<List<Fragment>> bands, IReadOnlyList<TextColumn> columns) =>
        bands.Count >= Enough && bands.Count(band => !IsGroup(band, columns)) >= Most * bands.Count;

    /// <summary>What lies between two lines: one row, or titles over several columns and the names below, or a group of rows.</summary>
    public static IEnumerable<List<Fragment>> Split(List<Fragment> band, IReadOnlyList<TextColumn> columns)
    {
        var lines = LineBuilder.Build(band);
        if (IsGroup(band, columns)) return lines.Select(line => line.Fragments.ToList());
        var titles = lines.TakeWhile(line => line.Fragments.Any(fragment => columns.Count(column => column.Covers(fragment.Box)) > 1))
            .ToList();
        var rest = lines.Skip(titles.Count).SelectMany(line => line.Fragments).ToList();
        return [.. titles.Select(line => line.Fragments.ToList()), .. rest.Count > 0 ? new[] { rest } : []];
    }

    /// <summary>
    /// Several rows: more than one line has text in nearly every column. Within one row, the cells' lines run out one after the other.
    /// </summary>
    private static bool IsGroup(List<Fragment> band, IReadOnlyList<TextColumn> columns)
    {
        var lines = LineBuilder.Build(band);
        var full = lines.Count(line => line.Fragments.Count * 3 >= columns.Count * 2 && line.Fragments.Count > 1);
        return (full > (columns.Count > 2 ? 1 : 2) && full >= Most * lines.Count) || HasFiguresBelowEachOther(lines, columns);
    }

    /// <summary>Words run over several lines of a cell, figures do not: two of them below each other are two rows.</summary>
    private static bool HasFiguresBelowEachOther(List<Line> lines, IReadOnlyList<TextColumn> columns)
    {
        var fragments = lines.SelectMany(line => line.Fragments).ToList();
        var ofFigures = columns.Skip(1).Count(column => fragments.FindAll(fragment => column.Covers(fragment.Box)) is { Count: > 1 } cells
            && cells.TrueForAll(cell => FigureText.Is(cell.Text)));
        return ofFigures > (columns.Count > 2 ? 1 : 0)
            && (columns.Count > 2 || fragments.Count(fragment => columns[0].Covers(fragment.Box)) * 2 == fragments.Count);
    }
}
