using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Rtf;

/// <summary>Gathers rows of cells; what merges with what is said before each row (RTF 1.9.1, "Table definitions").</summary>
internal sealed class RtfTable
{
    /// <summary>Cells of a row; Word's own limit is 63.</summary>
    private const int MaxCells = 1000;

    private readonly List<Definition> _definitions = [];
    private readonly List<string> _cells = [];
    private VerticalMerges _rows = new();
    private Definition _next;
    private int _count;
    private int _headers;
    private bool _header;

    private readonly record struct Definition(bool Continues, VerticalMerge Merge);

    public void Control(RtfToken control)
    {
        switch (control.Name)
        {
            case "trowd": (_header, _next) = (false, default); _definitions.Clear(); break;
            case "trhdr": _header = true; break;
            case "clmrg": _next = _next with { Continues = true }; break;
            case "clvmgf": _next = _next with { Merge = VerticalMerge.Start }; break;
            case "clvmrg": _next = _next with { Merge = VerticalMerge.Continue }; break;
            case "cellx" when _definitions.Count < MaxCells: _definitions.Add(_next); _next = default; break;
        }
    }

    public void EndCell(string text)
    {
        if (_cells.Count < MaxCells) _cells.Add(text);
    }

    public void EndRow()
    {
        if (_cells.Count == 0) return;
        if (_header && _headers == _count) _headers++;
        _count++;
        _rows.StartRow();
        for (var at = 0; at < _cells.Count;)
        {
            var end = at + 1;
            while (end < _cells.Count && DefinitionOf(end).Continues) end++;
            _rows.Add(string.Join(' ', _cells[at..end].Where(text => text.Length > 0)), end - at, DefinitionOf(at).Merge);
            at = end;
        }
        _cells.Clear();
    }

    /// <summary>The table so far, if any; the next row begins another.</summary>
    public Block.Table? Take()
    {
        EndRow();
        var rows = _rows.Rows();
        var table = rows.Any(row => row.Any(cell => cell.Text.Length > 0)) ? new Block.Table(rows, _headers < _count ? _headers : 0) : null;
        (_rows, _count, _headers) = (new(), 0, 0);
        return table;
    }

    private Definition DefinitionOf(int cell) => cell < _definitions.Count ? _definitions[cell] : default;
}
