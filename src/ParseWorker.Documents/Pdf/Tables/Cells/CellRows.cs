using ParseWorker.Documents.Pdf.Characters;
using ParseWorker.Documents.Pdf.Fragments;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Lines;

namespace ParseWorker.Documents.Pdf.Tables.Cells;

/// <summary>
/// Finds the rows of text that stands in columns: fragments close below each other in a column are a cell, cells beside each other are a
/// row.
/// How close is judged by the text: where cells have several lines, those stand closer to each other than to the next row's.
/// </summary>
internal sealed class CellRows
{
    /// <summary>Distance to the line above, in em, up to which a line without a first cell continues the row above.</summary>
    private const double Continues = 1.45;

    /// <summary>Share of the columns that the lines of rows have text in, where few cells are empty.</summary>
    private const double Full = 0.9;

    private readonly IReadOnlyList<Fragment> _fragments;
    private readonly IReadOnlyList<TextColumn> _columns;
    private readonly double? _leading;

    private CellRows(IReadOnlyList<Fragment> fragments, IReadOnlyList<TextColumn> columns)
    {
        (_fragments, _columns) = (fragments, columns);
        _leading = CellLeading.Of(columns.Select(column => InColumn(fragments, column)));
        if (_leading is not null && AreRowsAtThatDistance(Joined(fragments))) _leading = null;
    }

    /// <summary>The rows, from top to bottom.</summary>
    /// <param name="fragments">The text.</param>
    /// <param name="columns">Where it stands.</param>
    /// <param name="rules">Heights of lines drawn between rows: what two of them enclose is a row when every row has its own.</param>
    public static List<List<Fragment>> Of(IReadOnlyList<Fragment> fragments, IReadOnlyList<TextColumn> columns, IReadOnlyList<double> rules)
    {
        var bands = fragments.GroupBy(fragment => rules.Count(rule => rule > fragment.Box.CenterY)).OrderBy(band => band.Key)
            .Select(band => band.ToList()).ToList();
        var rows = new CellRows(fragments, columns);
        return [.. RuledRows.AreRows(bands, columns) ? bands.SelectMany(band => RuledRows.Split(band, columns))
            : bands.SelectMany(rows.Split)];
    }

    private List<List<Fragment>> Split(List<Fragment> band)
    {
        var joined = Joined(band);
        if (_leading is not null) return joined;
        var (rows, lowest) = (new List<List<Fragment>>(), 0.0);
        foreach (var row in joined)
        {
            var baseline = row.Min(fragment => fragment.Baseline);
            if (rows.Count > 0 && GoesOn(row, rows[^1], lowest))
            {
                rows[^1].AddRange(row);
                lowest = Math.Min(lowest, baseline);
            }
            else
            {
                rows.Add(row);
                lowest = baseline;
            }
        }
        return rows;
    }

    /// <summary>
    /// Cells that share half their height with one of a row belong to it; taller ones come first, since they reach higher.
    /// </summary>
    private List<List<Fragment>> Joined(IReadOnlyList<Fragment> fragments)
    {
        var rows = new List<List<Cell>>();
        foreach (var cell in _columns.SelectMany(column => Cells(InColumn(fragments, column))).OrderByDescending(cell => cell.Box.Top))
        {
            if (rows.Count > 0
                && rows[^1].Exists(beside => beside.Box.ShareOfHeight(cell.Box) >= 0.5 && beside.Spans == cell.Spans)) rows[^1].Add(cell);
            else rows.Add([cell]);
        }
        return rows.ConvertAll(row => row.SelectMany(cell => cell.Fragments).ToList());
    }

    private IEnumerable<Cell> Cells(List<Fragment> column)
    {
        var cell = new List<Fragment>();
        foreach (var fragment in column)
        {
            if (cell.Count > 0 && !IsNext(cell[^1], fragment))
            {
                yield return new(cell, Spans(cell[0]));
                cell = [];
            }
            cell.Add(fragment);
        }
        if (cell.Count > 0) yield return new(cell, Spans(cell[0]));
    }

    private bool IsNext(Fragment upper, Fragment lower) =>
        upper.Baseline - lower.Baseline < Math.Max(0.5, _leading ?? 0) * lower.Size && Spans(upper) == Spans(lower);

    /// <summary>A title over several columns is never a line of a cell of one.</summary>
    private bool Spans(Fragment fragment) => _columns.Count(column => column.Covers(fragment.Box)) > 1;

    /// <summary>The fragments that begin in a column, from top to bottom.</summary>
    private List<Fragment> InColumn(IReadOnlyList<Fragment> fragments, TextColumn column) =>
        [.. fragments.Where(fragment => _columns.First(candidate => candidate.Right > fragment.Box.Left + 1
            || candidate == _columns[^1]) == column).OrderByDescending(fragment => fragment.Baseline)];

    /// <summary>
    /// Rows set in groups, or with cells left empty, have small and wide distances too; but their lines go through most columns.
    /// </summary>
    private bool AreRowsAtThatDistance(List<List<Fragment>> rows)
    {
        if (AreMostlyFigures()) return true;
        if (_columns.Count == 2) return AreEvenPairs(rows);
        var further = rows.SelectMany(row => LineBuilder.Build(row).Skip(1)).ToList();
        return further.Count(line => line.Fragments.Count >= Full * _columns.Count) * 2 > further.Count;
    }

    /// <summary>Whether most of what would become lines of one cell are figures: words run over several lines, figures do not.</summary>
    private bool AreMostlyFigures()
    {
        var joined = _columns.Select(column => InColumn(_fragments, column)).SelectMany(column => column.Zip(column.Skip(1)))
            .Where(pair => IsNext(pair.First, pair.Second)).ToList();
        return joined.Count(AreFigures) * 2 > joined.Count;
    }

    private static bool AreFigures((Fragment Upper, Fragment Lower) pair) =>
        FigureText.Is(pair.Upper.Text) && FigureText.Is(pair.Lower.Text);

    /// <summary>Two cells often have several lines both, but hardly always as many.</summary>
    private bool AreEvenPairs(List<List<Fragment>> rows)
    {
        var counts = rows.ConvertAll(row => _columns.Select(column => InColumn(row, column).Count).ToList()).FindAll(row => row.Max() > 1);
        return counts.Count(row => row[0] == row[1]) * 2 > counts.Count;
    }

    /// <param name="row">What may go on.</param>
    /// <param name="above">The row above it.</param>
    /// <param name="lowest">The lowest baseline of that.</param>
    private bool GoesOn(List<Fragment> row, List<Fragment> above, double lowest) =>
        row.TrueForAll(fragment => fragment.Box.Left > _columns[0].Right)
        && lowest - row.Max(fragment => fragment.Baseline) <= Continues * row[0].Size
        && row.Count < _columns.Count
        && !row.TrueForAll(fragment => FigureText.Is(fragment.Text)
            && above.Exists(other => other.Box.ShareOfWidth(fragment.Box) > 0 && FigureText.Is(other.Text)));

    private sealed record Cell(List<Fragment> Fragments, bool Spans)
    {
        public Box Box { get; } = Box.Around(Fragments.Select(fragment => fragment.Box));
    }
}
