using ParseWorker.Documents.Model;
using ParseWorker.Documents.Pdf.Layout;

namespace ParseWorker.Documents.Pdf.Tables;

/// <summary>Finds tables without any line: rows of three and more short pieces under each other. Text in columns has longer ones.</summary>
internal static class AlignedRuns
{
    private const int MinPieces = 3;
    private const int MinRows = 3;

    /// <summary>Letters of a piece at the median.</summary>
    private const int MaxLetters = 18;

    /// <summary>Distance between rows at most, in sizes.</summary>
    private const double MaxDistance = 3.2;

    /// <summary>The tables, with the place each takes.</summary>
    public static IEnumerable<PlacedTable> Find(List<Fragment> text)
    {
        foreach (var found in Runs(LineBuilder.Build(text)))
        {
            var run = WithoutRunningHead(found);
            var letters = run.SelectMany(line => line.Fragments).Select(fragment => fragment.Letters).Order().ToList();
            if (run.Count(line => line.Fragments.Count >= MinPieces) < MinRows || letters[letters.Count / 2] > MaxLetters) continue;
            if (TextGrid.Read(run, []) is { } table && IsRegular(table.Table)) yield return table;
        }
    }

    /// <summary>Lines in pieces without a wide distance or a plain line between them; lines of two pieces count within.</summary>
    private static IEnumerable<List<Line>> Runs(List<Line> lines)
    {
        var run = new List<Line>();
        foreach (var line in lines)
        {
            var goesOn = line.Fragments.Count >= 2 && (run.Count == 0 || run[^1].Baseline - line.Baseline < MaxDistance * line.Size);
            if (!goesOn && run.Count > 0)
            {
                yield return run;
                run = [];
            }
            if (line.Fragments.Count >= 2) run.Add(line);
        }
        if (run.Count > 0) yield return run;
    }

    /// <summary>A first line of two pieces, the second over no piece below, stands over the whole page and not over the table.</summary>
    private static List<Line> WithoutRunningHead(List<Line> run) =>
        run.Count > 1 && run[0].Fragments.Count == 2 && !run[1].Fragments.Any(piece => piece.Box.ShareOfWidth(run[0].Fragments[1].Box) > 0) ? run[1..] : run;

    /// <summary>Three columns at the least, and most cells filled.</summary>
    private static bool IsRegular(Block.Table table)
    {
        var cells = table.Rows.SelectMany(row => row).ToList();
        return table.Rows.Max(row => row.Sum(cell => cell.ColumnSpan)) >= MinPieces && cells.Count(cell => cell.Text.Length > 0) * 2 >= cells.Count;
    }
}
