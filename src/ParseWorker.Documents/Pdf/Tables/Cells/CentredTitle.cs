using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Lines;

namespace ParseWorker.Documents.Pdf.Tables.Cells;

/// <summary>
/// Tells which columns a title in a table's header row spans where no rule says so: those that it is centred over.
/// </summary>
internal static class CentredTitle
{
    /// <summary>How far a title may stand off the middle, in em.</summary>
    private const double Off = 0.5;

    /// <summary>
    /// The first and the last column that a title spans; its own column where it is centred over that one, or over none.
    /// </summary>
    /// <param name="title">The title.</param>
    /// <param name="own">The column it stands in.</param>
    /// <param name="columns">All columns.</param>
    /// <param name="isFree">Whether nothing else in the title's row stands in a column.</param>
    public static (int First, int Last) Over(Fragment title, int own, IReadOnlyList<TextColumn> columns, Func<int, bool> isFree)
    {
        var best = (First: own, Last: own);
        for (var first = own; first == own || (first >= 0 && isFree(first)); first--)
            for (var last = own; last == own || (last < columns.Count && isFree(last)); last++)
                if (Distance(first, last) + Off * title.Size < Distance(best.First, best.Last)) best = (first, last);
        return Distance(best.First, best.Last) <= Off * title.Size ? best : (own, own);

        double Distance(int first, int last) => Math.Abs(((columns[first].Left + columns[last].Right) / 2) - title.Box.CenterX);
    }
}
