using ParseWorker.Documents.Pdf.Glyphs;
using ParseWorker.Documents.Pdf.Runs;

namespace ParseWorker.Documents.Pdf.Fragments;

/// <summary>
/// Knows where several rows near each other continue after a gap. Such a gap is a gutter even when it is narrower than a
/// justified space may be: spaces do not stand under each other, columns do.
/// </summary>
internal sealed class ColumnStarts
{
    /// <summary>Rows above and below that are looked at.</summary>
    private const int Reach = 8;

    /// <summary>Rows among them that begin at the place.</summary>
    private const int Support = 4;

    /// <summary>Columns under a header row, and rows of them.</summary>
    private const int HeaderColumns = 2, HeaderRowsBelow = 3;

    private readonly Dictionary<int, List<int>> _rowsByPlace = [];
    private readonly List<List<int>> _wide;

    public ColumnStarts(List<List<Glyph>> rows, PageSpaces spaces)
    {
        _wide = rows.ConvertAll(row => Starts(row, spaces.WidestSpace).ToList());
        for (var row = 0; row < rows.Count; row++)
            foreach (var place in Starts(rows[row], spaces.NarrowestGutter))
            {
                if (!_rowsByPlace.TryGetValue(place, out var list)) _rowsByPlace[place] = list = [];
                list.Add(row);
            }
    }

    /// <summary>Whether a column begins at <paramref name="left"/> in the rows around.</summary>
    public bool Has(double left, int row)
    {
        var place = (int)Math.Round(left);
        var near = 0;
        for (var at = place - 1; at <= place + 1; at++)
            if (_rowsByPlace.TryGetValue(at, out var rows)) near += rows.Count(other => Math.Abs(other - row) <= Reach);
        return near >= Support;
    }

    /// <summary>
    /// Where the columns of a header row begin, however narrow the gaps: the rows right below it begin columns after wide
    /// gaps, and a word of this row begins at every one of them. Words of running text may meet one column, hardly all.
    /// </summary>
    public IReadOnlyList<int> HeaderStarts(List<Glyph> row, int index)
    {
        if (index + HeaderRowsBelow >= _wide.Count || _wide[index].Count > 0) return [];
        var below = _wide.GetRange(index + 2, HeaderRowsBelow - 1);
        var columns = _wide[index + 1].FindAll(place => below.TrueForAll(starts => starts.Exists(other => Math.Abs(other - place) <= 1)));
        if (columns.Count < HeaderColumns || columns.Count < _wide[index + 1].Count) return [];
        var words = Starts(row, RowRuns.NarrowestSpace).ToList();
        return columns.TrueForAll(place => words.Exists(word => Math.Abs(word - place) <= 1)) ? columns : [];
    }

    private static IEnumerable<int> Starts(List<Glyph> row, double gap)
    {
        var right = double.NaN;
        foreach (var glyph in row)
        {
            if (glyph.IsSpace) continue;
            if (glyph.Box.Left - right > gap * glyph.Size) yield return (int)Math.Round(glyph.Box.Left);
            right = double.IsNaN(right) ? glyph.Box.Right : Math.Max(right, glyph.Box.Right);
        }
    }
}
