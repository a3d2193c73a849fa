using ParseWorker.Documents.Pdf.Fragments;

namespace ParseWorker.Documents.Pdf.Tables.Cells;

/// <summary>
/// Finds the leading within cells among the distances between lines: it is the same everywhere, and smaller than what separates rows.
/// </summary>
internal static class CellLeading
{
    /// <summary>Widest distance between lines of one cell, in em.</summary>
    private const double Widest = 1.7;

    /// <summary>How much wider the next wider distance is, at least: a cell's padding.</summary>
    private const double Step = 1.1;

    /// <summary>The distance, in em, below which a line continues the cell above; null where all distances are alike.</summary>
    /// <param name="columns">The fragments of each column, from top to bottom.</param>
    public static double? Of(IEnumerable<List<Fragment>> columns)
    {
        var distances = columns.SelectMany(column => column.Zip(column.Skip(1), Distance)).Where(distance => distance > 0.5).Order()
            .ToList();
        var wider = distances.FindIndex(distance => distance >= Step * distances[0]);
        if (wider < 0) return null;
        var (smaller, next) = (distances[wider - 1], distances[wider]);
        return smaller <= Widest && next >= Step * smaller ? (smaller + next) / 2 : null;
    }

    private static double Distance(Fragment upper, Fragment lower) => (upper.Baseline - lower.Baseline) / lower.Size;
}
