namespace ParseWorker.Documents.Pdf.Layout;

/// <summary>
/// Knows where several rows near each other begin anew behind a gap. Such a gap parts columns even when it is narrower than a
/// justified blank may be: blanks do not stand under each other, columns do.
/// </summary>
internal sealed class ColumnStarts
{
    /// <summary>The narrowest gap that may part columns, as part of the letters' size.</summary>
    public const double Narrowest = 0.5;

    /// <summary>Rows above and below that are looked at.</summary>
    private const int Reach = 8;

    /// <summary>Rows among them that begin at the place.</summary>
    private const int Support = 4;

    private readonly Dictionary<int, List<int>> _rowsByPlace = [];

    public ColumnStarts(List<List<Glyph>> rows)
    {
        for (var row = 0; row < rows.Count; row++)
            foreach (var place in Starts(rows[row]))
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

    private static IEnumerable<int> Starts(List<Glyph> row)
    {
        var right = double.NaN;
        foreach (var glyph in row)
        {
            if (glyph.IsBlank) continue;
            if (glyph.Box.Left - right > Narrowest * glyph.Size) yield return (int)Math.Round(glyph.Box.Left);
            right = double.IsNaN(right) ? glyph.Box.Right : Math.Max(right, glyph.Box.Right);
        }
    }
}
