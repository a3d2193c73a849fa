using ParseWorker.Documents.Pdf.Characters;
using ParseWorker.Documents.Pdf.Lines;

namespace ParseWorker.Documents.Pdf.Tables;

/// <summary>
/// Follows a table up and down from lines that are surely its: lines in fragments go on with it,
/// and so does a single fragment that stays within a column, as the second line of a cell does. Running text crosses columns, and ends it.
/// </summary>
internal sealed class TableRun
{
    /// <summary>Distance between rows at most, in em.</summary>
    private const double RowDistance = 3.2;

    /// <summary>Distance between a row and a cell's line that reaches out of the next at most, in em.</summary>
    private const double CellRowDistance = 2.2;

    /// <summary>Distance between the lines of a cell at most, in em.</summary>
    private const double CellDistance = 1.35;

    /// <summary>Lines below each other are no closer than this, in em.</summary>
    private const double Beside = 0.9;

    private readonly IReadOnlyList<Line> _lines;
    private readonly int _first;
    private readonly ColumnPlaces _places = new();
    private int _from;
    private int _to;
    private bool _firstWraps;

    private TableRun(IReadOnlyList<Line> lines, int from, int to, int first)
    {
        (_lines, _from, _to, _first) = (lines, from, from, first);
        Take(from, to);
    }

    /// <summary>The lines of the table.</summary>
    /// <param name="lines">From top to bottom.</param>
    /// <param name="from">The first that is surely the table's.</param>
    /// <param name="to">The index after the last of them.</param>
    /// <param name="first">The first that may be: those before it are another table's.</param>
    public static (int From, int To) Around(IReadOnlyList<Line> lines, int from, int to, int first)
    {
        var run = new TableRun(lines, from, to, first);
        run.GoDown();
        run.GoUp();
        return (run._from, run._to);
    }

    /// <summary>Whether a line may be a row: a list's point is none, though its marker stands apart.</summary>
    public static bool IsInFragments(Line line) =>
        line.Fragments.Count > 2 || (line.Fragments.Count == 2 && ListMarker.Find(line.Text) is null);

    private void GoDown()
    {
        for (var at = _to; at < _lines.Count && IsNear(at - 1, at); at++)
            if (IsInFragments(_lines[at])) Take(_from, at + 1);
        while (_to < _lines.Count && IsWrap(_to, beside: _to - 1)) _to++;
    }

    private void GoUp()
    {
        for (var at = _from - 1; at >= _first && IsNear(at, at + 1); at--)
            if (IsInFragments(_lines[at])) Take(at, _to);
        while (_from > _first && IsWrap(_from - 1, beside: _from)) _from--;
    }

    private void Take(int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            if (at >= _from && at < _to) continue;
            if (IsInFragments(_lines[at])) _places.Add(_lines[at]);
            else _firstWraps |= _lines[at].Fragments is [var fragment] && _places.Of(fragment) == 0;
        }
        (_from, _to) = (from, to);
    }

    /// <summary>Whether two lines below each other can be of one table, the places of its columns told.</summary>
    private bool IsNear(int upper, int lower)
    {
        var next = lower >= _to ? lower : upper;
        return _lines[upper].Baseline - _lines[lower].Baseline < Distance(next) * _lines[next].Size && _places.Fit(_lines[next]);
    }

    /// <summary>
    /// A single fragment under the first column begins what follows the table, unless it stands close, or beside the next fragments.
    /// </summary>
    private double Distance(int next)
    {
        if (IsInFragments(_lines[next])) return RowDistance;
        var beyond = next >= _to ? next + 1 : next - 1;
        return _places.Of(_lines[next].Fragments[0]) > 0 || AreBeside(next, beyond) ? CellRowDistance : CellDistance;
    }

    /// <summary>Whether two lines are so close that they stand beside each other, as cells of several lines do.</summary>
    private bool AreBeside(int one, int other) =>
        other >= 0 && other < _lines.Count && Math.Abs(_lines[one].Baseline - _lines[other].Baseline) < Beside * _lines[one].Size;

    /// <summary>
    /// Whether a line outside continues a cell: a single fragment within a column. In the first column it is text below the table,
    /// unless that has such cells.
    /// </summary>
    private bool IsWrap(int at, int beside) =>
        _lines[at].Fragments is [var fragment] && _places.Of(fragment) >= (_firstWraps ? 0 : 1)
        && Math.Abs(_lines[beside].Baseline - _lines[at].Baseline) < CellDistance * _lines[at].Size;
}
