using ParseWorker.Documents.Pdf.Glyphs;
using ParseWorker.Documents.Pdf.Runs;

namespace ParseWorker.Documents.Pdf.Fragments;

/// <summary>
/// Knows where rows near each other have gaps above each other, whatever stands beside them: columns that are centred or set to the right
/// begin nowhere in one place, but nothing crosses what parts them. Spaces are crossed by the next row.
/// </summary>
internal sealed class ColumnGaps
{
    /// <summary>Rows above and below that are looked at.</summary>
    private const int Reach = 8;

    /// <summary>Rows among them with a gap there; between two figures one is enough.</summary>
    private const int Support = 3;

    /// <summary>Distance between two of them at most, in em.</summary>
    private const double Close = 2.2;

    /// <summary>Columns that part below a header row, as a share of its wide gaps.</summary>
    private const double Most = 0.65;

    /// <summary>What of the narrowest width makes a gap one of those: the spaces of a line are not all alike.</summary>
    private const double Nearly = 0.8;

    /// <summary>Width of a gap at least, as a multiple of what most spaces of the page have.</summary>
    private const double Wider = 1.5;

    /// <summary>Where among the page's spaces, from the narrowest on, what most have is looked up: columns widen the others.</summary>
    private const double Usual = 0.25;

    /// <summary>What is between the glyphs of a word at most, in em.</summary>
    private const double WidestSpacing = 0.3;

    private readonly List<List<Glyph>> _rows;
    private readonly List<List<Gap>> _gaps;
    private readonly Dictionary<(int Row, int Other), bool> _areColumns = [];
    private readonly PageSpaces _page;
    private readonly double _narrowest;

    /// <param name="rows">From top to bottom, each from left to right.</param>
    /// <param name="page">How wide a space is on their page.</param>
    public ColumnGaps(List<List<Glyph>> rows, PageSpaces page)
    {
        (_rows, _page) = (rows, page);
        _gaps = rows.ConvertAll(row => Gaps(row).ToList());
        var spaces = _gaps.SelectMany(row => row).Select(gap => gap.Width).Where(width => width <= page.WidestSpace).Order().ToList();
        _narrowest = spaces.Count == 0 ? page.WidestSpace
            : Math.Max(page.NarrowestGutter, Wider * spaces[(int)(Usual * spaces.Count)]);
    }

    /// <summary>Whether the gap before <paramref name="left"/> parts columns in the rows around.</summary>
    public bool Has(double left, int row)
    {
        var at = FirstEndingAfter(_gaps[row], left) - 1;
        if (at < 0 || _gaps[row][at] is not { } gap || gap.To != left || gap.Width <= _narrowest) return false;
        var (above, below) = (Near(gap, row, -1).ToList(), Near(gap, row, 1).ToList());
        return gap.IsBetweenFigures
            ? above.Concat(below).Any(other => HasGap(other, gap.Middle))
            : Math.Max(Uncrossed(gap, above), Uncrossed(gap, below)) >= Support
                && above.Take(1).Concat(below.Take(1)).Any(other => HasGap(other, gap.Middle) && AreColumnsOf(row, other));
    }

    /// <summary>
    /// Where a row's figures begin after a gap no wider than a space, but where rows right above or below have gaps that surely part
    /// columns. Groups of three digits may be of one figure.
    /// </summary>
    public IEnumerable<int> Figures(int row) => _gaps[row]
        .Where(gap => gap.IsBetweenFigures && !gap.IsBeforeThreeDigits && gap.Width <= _narrowest
            && Math.Max(Uncrossed(gap, [.. Near(gap, row, -1)]), Uncrossed(gap, [.. Near(gap, row, 1)])) >= Support)
        .Select(gap => (int)Math.Round(gap.To));

    /// <summary>Rows close below each other, in one direction, that have text on both sides of a gap.</summary>
    private IEnumerable<int> Near(Gap gap, int row, int step)
    {
        var last = row;
        for (var other = row + step; other >= 0 && other < _gaps.Count && Math.Abs(other - row) <= Reach; other += step)
        {
            if (_gaps[other] is not [var first, .., var end] || first.To > gap.Middle || end.From < gap.Middle) continue;
            if (Math.Abs(_rows[other][0].Baseline - _rows[last][0].Baseline) > Close * _rows[row][0].Size) yield break;
            yield return last = other;
        }
    }

    private bool HasGap(int row, double at) =>
        FirstEndingAfter(_gaps[row], at) is var found && found < _gaps[row].Count
        && _gaps[row][found] is var gap && gap.From < at && IsSure(gap);

    /// <summary>
    /// Whether the gaps that surely part columns in another row, as far as this one reaches, are gaps of this one too, and it has hardly
    /// more that are wide: the spaces of a justified line may be, but there are many of them.
    /// </summary>
    private bool AreColumnsOf(int row, int other)
    {
        if (!_areColumns.TryGetValue((row, other), out var are)) _areColumns[(row, other)] = are = Compare(row, other);
        return are;
    }

    private bool Compare(int row, int other)
    {
        var (left, right) = (_gaps[row][0].To, _gaps[row][^1].From);
        var columns = _gaps[other].FindAll(gap => IsSure(gap) && gap.From >= left && gap.To <= right);
        var wide = _gaps[row].GetRange(1, _gaps[row].Count - 2).FindAll(gap => gap.Width > Nearly * _narrowest);
        return columns.TrueForAll(gap => FirstEndingAfter(_gaps[row], gap.From) is var found && found < _gaps[row].Count
                && _gaps[row][found].From < gap.To)
            && columns.Count >= Most * wide.Count;
    }

    /// <summary>Whether a gap parts columns by itself: too wide for a space, or wide between figures.</summary>
    private bool IsSure(Gap gap) => gap.Width > (gap.IsBetweenFigures ? _narrowest : _page.WidestSpace);

    /// <summary>How many rows surely have the gap too, up to the second of those that do not.</summary>
    private int Uncrossed(Gap gap, List<int> rows)
    {
        var (uncrossed, crossed) = (0, 0);
        foreach (var row in rows)
        {
            if (HasGap(row, gap.Middle)) uncrossed++;
            else if (++crossed > 1) break;
        }
        return uncrossed;
    }

    /// <summary>Which gap of a row is the first that ends right of a place; they follow each other from left to right.</summary>
    private static int FirstEndingAfter(List<Gap> gaps, double place)
    {
        var (from, to) = (0, gaps.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (gaps[middle].To > place) to = middle;
            else from = middle + 1;
        }
        return from;
    }

    /// <summary>The gaps of a row that may be spaces or wider, between the places before its first and after its last glyph.</summary>
    private static IEnumerable<Gap> Gaps(List<Glyph> row)
    {
        var (last, right, spacing) = (-1, double.NegativeInfinity, Spacing(row));
        for (var at = 0; at < row.Count; at++)
        {
            var box = row[at].Box;
            if (row[at].IsSpace) continue;
            var width = last < 0 ? double.PositiveInfinity : (box.Left - right - spacing) / Math.Max(row[at].Size, row[last].Size);
            if (width > RowRuns.NarrowestSpace)
                yield return new(right, box.Left, width, last >= 0 && EndsFigure(row[last].Text) && BeginsFigure(row[at].Text),
                    AreThreeDigits(row, at));
            (last, right) = (at, Math.Max(right, box.Right));
        }
        if (last >= 0) yield return new(right, double.PositiveInfinity, double.PositiveInfinity, false, false);
    }

    /// <summary>What is between all glyphs of a letterspaced row, in points.</summary>
    private static double Spacing(List<Glyph> row)
    {
        var gaps = new List<double>(row.Count);
        for (var at = 1; at < row.Count; at++)
            if (!row[at].IsSpace && !row[at - 1].IsSpace) gaps.Add(row[at].Box.Left - row[at - 1].Box.Right);
        gaps.Sort();
        return gaps.Count > 0 && gaps[gaps.Count / 4] is > 0 and var spacing && spacing < WidestSpacing * row[0].Size ? spacing : 0;
    }

    private static bool EndsFigure(string text) => char.IsDigit(text[^1]) || text[^1] is '%' or ')' or '*';

    private static bool BeginsFigure(string text) =>
        char.IsDigit(text[0]) || text[0] is '+' or '-' or '−' or '–' or '$' or '€' or '£' or '.';

    private static bool AreThreeDigits(List<Glyph> row, int from)
    {
        var end = from;
        while (end < row.Count && end - from <= 3 && char.IsDigit(row[end].Text[0]) && IsNext(row, from, end)) end++;
        return end - from == 3 && (end == row.Count || !IsNext(row, from, end));
    }

    private static bool IsNext(List<Glyph> row, int from, int at) =>
        at == from || (!row[at].IsSpace && row[at].Box.Left - row[at - 1].Box.Right <= RowRuns.NarrowestSpace * row[at].Size);

    /// <summary>A gap within a row.</summary>
    /// <param name="From">Where the text before it ends, in points.</param>
    /// <param name="To">Where the text after it begins.</param>
    /// <param name="Width">How wide it is, in em.</param>
    /// <param name="IsBetweenFigures">Whether figures are on both sides.</param>
    /// <param name="IsBeforeThreeDigits">Whether three digits alone follow.</param>
    private sealed record Gap(double From, double To, double Width, bool IsBetweenFigures, bool IsBeforeThreeDigits)
    {
        public double Middle => (From + To) / 2;
    }
}
