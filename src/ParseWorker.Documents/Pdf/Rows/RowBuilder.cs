using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Rows;

/// <summary>Gathers glyphs that stand on one baseline, wherever on the page's width; each row runs from left to right.</summary>
internal static class RowBuilder
{
    /// <summary>Part of the glyph's size that baselines in one row may differ by: rounding, not superscripts.</summary>
    private const double Tolerance = 0.15;

    public static List<List<Glyph>> Build(IReadOnlyList<Glyph> glyphs)
    {
        var rows = new List<List<Glyph>>();
        var reference = 0.0;
        foreach (var glyph in glyphs.OrderByDescending(glyph => glyph.Baseline))
        {
            if (rows.Count == 0 || reference - glyph.Baseline > Tolerance * glyph.Size)
            {
                rows.Add([]);
                reference = glyph.Baseline;
            }
            rows[^1].Add(glyph);
        }
        foreach (var row in rows) row.Sort((one, other) => one.Box.Left.CompareTo(other.Box.Left));
        Initials.Attach(rows);
        Superscripts.Attach(rows);
        return rows;
    }
}
