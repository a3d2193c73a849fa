namespace ParseWorker.Documents.Model;

/// <summary>A cell's part in a merge downwards.</summary>
internal enum VerticalMerge
{
    /// <summary>It stands alone.</summary>
    None,

    /// <summary>It begins one.</summary>
    Start,

    /// <summary>It belongs to the cell above.</summary>
    Continue,
}

/// <summary>Gathers rows of cells; one that continues the cell above makes that one row taller.</summary>
internal sealed class VerticalMerges
{
    private readonly List<List<TableCell>> _rows = [];
    private readonly Dictionary<int, (int Row, int Index)> _open = [];
    private int _column;

    public void StartRow()
    {
        _rows.Add([]);
        _column = 0;
    }

    public void Add(string text, int span, VerticalMerge merge)
    {
        if (merge == VerticalMerge.Continue && _open
            .TryGetValue(_column, out var above) && _rows[above.Row][above.Index].ColumnSpan == span)
            Grow(above);
        else Place(text, span, merge);
        _column += span;
    }

    public IReadOnlyList<IReadOnlyList<TableCell>> Rows() => _rows;

    private void Grow((int Row, int Index) cell)
    {
        var above = _rows[cell.Row][cell.Index];
        _rows[cell.Row][cell.Index] = above with { RowSpan = _rows.Count - cell.Row };
    }

    private void Place(string text, int span, VerticalMerge merge)
    {
        _rows[^1].Add(new TableCell(text, RowSpan: 1, ColumnSpan: span));
        if (merge == VerticalMerge.None) _open.Remove(_column);
        else _open[_column] = (_rows.Count - 1, _rows[^1].Count - 1);
    }
}
