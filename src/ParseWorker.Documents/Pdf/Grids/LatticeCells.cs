using ParseWorker.Documents.Pdf.Rules;

namespace ParseWorker.Documents.Pdf.Grids;

/// <summary>Tells which places of a grid are one cell, because no rule is drawn between them.</summary>
internal static class LatticeCells
{
    /// <summary>For each place of the grid, row by row, the place that stands for its cell: the first.</summary>
    public static int[] Owners(Lattice lattice, CancellationToken token)
    {
        var (rows, columns) = (lattice.Rows.Count - 1, lattice.Columns.Count - 1);
        var vertical = Drawn(lattice.Rules.Vertical, lattice.Columns, lattice.Rows, token);
        var horizontal = Drawn(lattice.Rules.Horizontal, lattice.Rows, lattice.Columns, token);
        var cells = new DisjointSets(rows * columns);
        for (var row = 0; row < rows; row++)
        {
            token.ThrowIfCancellationRequested();
            for (var column = 0; column < columns; column++)
            {
                var place = row * columns + column;
                if (column > 0 && !vertical[column, row]) cells.Join(place, place - 1);
                if (row > 0 && !horizontal[row, column]) cells.Join(place, place - columns);
            }
        }
        return [.. Enumerable.Range(0, rows * columns).Select(cells.Find)];
    }

    /// <summary>For each position, beside which of the places across a rule is drawn there.</summary>
    private static bool[,] Drawn(IReadOnlyList<Ruling> lines, IReadOnlyList<double> positions, IReadOnlyList<double> across,
        CancellationToken token)
    {
        var index = new RulingIndex(lines);
        var drawn = new bool[positions.Count, across.Count - 1];
        for (var at = 0; at < positions.Count; at++)
        {
            token.ThrowIfCancellationRequested();
            foreach (var line in index.Between(positions[at] - Lattice.Slack, positions[at] + Lattice.Slack))
                for (var place = 0; place < across.Count - 1; place++)
                    drawn[at, place] |= index[line].Covers((across[place] + across[place + 1]) / 2, 0);
        }
        return drawn;
    }
}
