using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Lines;
using ParseWorker.Documents.Pdf.Rules;

namespace ParseWorker.Documents.Pdf.Tables.Cells;

/// <summary>
/// Spans a title over the columns that a shorter line right below it reaches over, and one that stands alone in its row, in the middle of
/// the table, over all of them.
/// </summary>
internal static class ReachingTitles
{
    /// <summary>How far a title over all columns may be off their middle, in em.</summary>
    private const double Off = 1.0;

    /// <summary>Distance from a title's baseline to the line below it at most, in em.</summary>
    private const double Below = 1.0;

    /// <param name="parts">Lines shorter than the table.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="columns">From left to right.</param>
    /// <param name="owners">For each place, row by row, the place that stands for its cell; changed.</param>
    /// <param name="texts">The text of each cell; changed.</param>
    public static void Put(IReadOnlyList<Ruling> parts, int rows, List<TextColumn> columns, int[] owners,
        Dictionary<int, List<Fragment>> texts)
    {
        for (var start = 0; start < rows * columns.Count; start += columns.Count)
        {
            var cells = Enumerable.Range(start, columns.Count).Where(texts.ContainsKey).ToList();
            foreach (var cell in cells)
            {
                if (texts[cell] is not [var title] || Reach(title, parts, columns, cells.Count == 1) is not var (left, right)) continue;
                var (first, last) = (start + left, start + right);
                if (cells.Exists(other => other != cell && other >= first && other <= last)) continue;
                texts.Remove(cell);
                texts[first] = [title];
                for (var place = first; place <= last; place++) owners[place] = first;
            }
        }
    }

    /// <summary>The first and the last column that a title spans; null where nothing shows that it spans several.</summary>
    private static (int First, int Last)? Reach(Fragment title, IReadOnlyList<Ruling> parts, List<TextColumn> columns, bool isAlone)
    {
        var middle = (columns[0].Left + columns[^1].Right) / 2;
        if (isAlone && Math.Abs(title.Box.CenterX - middle) < Off * title.Size) return (0, columns.Count - 1);
        foreach (var part in parts.Where(part => IsBelow(part, title)))
        {
            var first = columns.FindIndex(column => part.Covers((column.Left + column.Right) / 2, 0));
            var last = columns.FindLastIndex(column => part.Covers((column.Left + column.Right) / 2, 0));
            return last > first ? (first, last) : null;
        }
        return null;
    }

    private static bool IsBelow(Ruling part, Fragment title) =>
        part.At < title.Baseline && title.Baseline - part.At < Below * title.Size && part.Covers(title.Box.CenterX, 0);
}
