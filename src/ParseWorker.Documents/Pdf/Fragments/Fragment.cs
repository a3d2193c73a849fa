using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Fragments;

/// <summary>A piece of a line without a wide gap in it.</summary>
internal sealed class Fragment
{
    public Fragment(IReadOnlyList<Glyph> glyphs, string text)
    {
        Text = text;
        Letters = glyphs.Count;
        Size = Prevailing(glyphs);
        var standing = glyphs.Where(glyph => glyph.Size >= Size * 0.9).ToList();
        Baseline = standing.Count == 0 ? glyphs[0].Baseline : standing[0].Baseline;
        Bold = glyphs.Count(glyph => glyph.Bold) * 10 >= glyphs.Count * 8;
        Box = Box.Around(glyphs.Select(glyph => glyph.Box));
    }

    public string Text { get; }

    public Box Box { get; }

    public double Baseline { get; }

    /// <summary>Size of most of its letters.</summary>
    public double Size { get; }

    /// <summary>At least four of five letters are bold.</summary>
    public bool Bold { get; }

    public int Letters { get; }

    private static double Prevailing(IReadOnlyList<Glyph> glyphs)
    {
        var first = glyphs[0].Size;
        if (glyphs.All(glyph => Math.Abs(glyph.Size - first) < 0.05)) return first;
        return glyphs.GroupBy(glyph => Math.Round(glyph.Size, 1)).MaxBy(group => group.Count())!.Key;
    }
}
