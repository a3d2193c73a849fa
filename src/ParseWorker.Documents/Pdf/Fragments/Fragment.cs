using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Fragments;

/// <summary>A fragment of a line without a wide gap in it.</summary>
internal sealed class Fragment
{
    public Fragment(IReadOnlyList<Glyph> glyphs, string text)
    {
        Text = text;
        GlyphCount = glyphs.Count;
        Size = Prevailing(glyphs);
        var vertical = glyphs.Where(glyph => glyph.Size >= Size * 0.9).ToList();
        Baseline = vertical.Count == 0 ? glyphs[0].Baseline : vertical[0].Baseline;
        Bold = glyphs.Count(glyph => glyph.IsBold) * 10 >= glyphs.Count * 8;
        Box = Box.Around(glyphs.Select(glyph => glyph.Box));
    }

    public string Text { get; }

    public Box Box { get; }

    public double Baseline { get; }

    /// <summary>Size of most of its glyphs.</summary>
    public double Size { get; }

    /// <summary>At least four of five glyphs are bold.</summary>
    public bool Bold { get; }

    /// <summary>Its glyphs, spaces among them.</summary>
    public int GlyphCount { get; }

    private static double Prevailing(IReadOnlyList<Glyph> glyphs)
    {
        var first = glyphs[0].Size;
        if (glyphs.All(glyph => Math.Abs(glyph.Size - first) < 0.05)) return first;
        return glyphs.GroupBy(glyph => Math.Round(glyph.Size, 1)).MaxBy(group => group.Count())!.Key;
    }
}
