using ParseWorker.Documents.Pdf.Glyphs;
using ParseWorker.Documents.Pdf.Rows;

namespace ParseWorker.Documents.Pdf.Fragments;

/// <summary>
/// Knows where several rows near each other begin anew behind a gap. Such a gap parts columns even when it is narrower than a
/// justified blank may be: blanks do not stand under each other, columns do.
/// </summary>
internal sealed class ColumnStarts
{
    /// <summary>Rows above and below that are looked at.</summary>
    private const int Reach = 8;

    /// <summary>Rows among them that begin at the place.</summary>
    private const int Support = 4;

    /// <summary>A gap before a column that no blank can be, as part of the letters' size.</summary>
    private const double Wide = 1.0;

    /// <summary>Columns under a head, and rows of them.</summary>
    private const int HeadColumns = 2, HeadRows = 3;

    private readonly Dictionary<int, List<int>> _rowsByPlace = [];
    private readonly List<List<int>> _wide;

    public ColumnStarts(List<List<Glyph>> rows)
    {
        _wide = rows.ConvertAll(row => Starts(row, Wide).ToList());
        for (var row = 0; row < rows.Count; row++)
            foreach (var place in Starts(rows[row], RowRuns.NarrowestGutter))
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
    /// The places where the names in a table's head part, however narrow the gaps: the rows right below it begin columns behind wide
    /// gaps, and a word of this row begins at every one of them. Words of running text may meet one column, hardly all.
    /// </summary>
    public IReadOnlyList<int> HeadParts(List<Glyph> row, int index)
    {
        if (index + HeadRows >= _wide.Count || _wide[index].Count > 0) return [];
        var columns = _wide[index + 1].FindAll(place => _wide.Skip(index + 2).Take(HeadRows - 1).All(below => below.Exists(other => Math.Abs(other - place) <= 1)));
        if (columns.Count < HeadColumns || columns.Count < _wide[index + 1].Count) return [];
        var words = Starts(row, RowRuns.NarrowestSpace).ToList();
        return columns.TrueForAll(place => words.Exists(word => Math.Abs(word - place) <= 1)) ? columns : [];
    }

    private static IEnumerable<int> Starts(List<Glyph> row, double gap)
    {
        var right = double.NaN;
        foreach (var glyph in row)
        {
            if (glyph.IsBlank) continue;
            if (glyph.Box.Left - right > gap * glyph.Size) yield return (int)Math.Round(glyph.Box.Left);
            right = double.IsNaN(right) ? glyph.Box.Right : Math.Max(right, glyph.Box.Right);
        }
    }
}
