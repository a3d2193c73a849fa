using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Lines;

namespace ParseWorker.Documents.Pdf.Tables;

/// <summary>
/// Finds tables without any line: rows of three and more short fragments under each other. Text in columns has longer ones.
/// </summary>
internal static class AlignedRuns
{
    private const int MinFragments = 3;
    private const int MinRows = 3;
    private const int MinRowsWithoutWords = 6;

    /// <summary>A run that makes no table is tried again from its lines on, so often at most for its length.</summary>
    private const int Retries = 16;

    /// <summary>The tables, with the place each takes.</summary>
    public static IEnumerable<PlacedTable> Find(List<Fragment> text)
    {
        var lines = LineBuilder.Build(text);
        var taken = 0;
        for (var at = 0; at < lines.Count;)
        {
            var (from, to) = TableRun.IsInFragments(lines[at]) ? TableRun.Around(lines, at, at + 1, taken) : (at, at);
            if (Read(WithoutRunningHeader(lines.GetRange(from, to - from))) is { } table)
            {
                yield return table;
                taken = to;
            }
            else to = at + ((to - at) / Retries);
            at = Math.Max(to, at + 1);
        }
    }

    private static PlacedTable? Read(List<Line> run) =>
        run.Count > 1 && TextGrid.Read(run, [], []) is { IsMostlyFilled: true } table && HasRows(table.Table)
            && !RunningText.Is(run, table.Columns) ? table : null;

    /// <summary>
    /// A first line of two fragments, the second above no fragment of the table, belongs to the page (a running header), not to the table.
    /// </summary>
    private static List<Line> WithoutRunningHeader(List<Line> run) =>
        run.Count > 1 && run[0].Fragments.Count == 2
            && !run[1].Fragments.Any(fragment => fragment.Box.ShareOfWidth(run[0].Fragments[1].Box) > 0) ? run[1..] : run;

    /// <summary>Three columns at least, in three rows; in more where no word stands among the figures, as among a chart's.</summary>
    private static bool HasRows(Block.Table table) =>
        table.Rows.Count(row => row.Count(cell => cell.Text.Length > 0) >= MinFragments) >= MinRows
        && (table.Rows.Count >= MinRowsWithoutWords || table.Rows.Any(row => row.Any(cell => cell.Text.Any(char.IsLetter))));
}
