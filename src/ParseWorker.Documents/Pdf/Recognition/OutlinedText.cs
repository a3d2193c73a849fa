using ParseWorker.Documents.Pdf.Directions;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Recognition;

/// <summary>Tells pages whose text is drawn as outlines: hardly a glyph, and hundreds of small filled curves in rows.</summary>
internal static class OutlinedText
{
    /// <summary>Glyphs of a page's number and running header, at most.</summary>
    private const int MostGlyphs = 80;

    /// <summary>Outlines of a few lines; a drawing of fewer is none worth a second look.</summary>
    private const int FewestOutlines = 150;

    /// <summary>Points a glyph of running text is high and wide.</summary>
    private const double Smallest = 2, Largest = 40;

    /// <summary>Outlines that stand on one height, and how exactly, in points: a line of text.</summary>
    private const int RowOutlines = 12;

    private const double RowHeight = 0.5;

    /// <summary>Share of the outlines that stand in rows; points of a chart and houses on a map are strewn.</summary>
    private const double InRows = 0.5;

    /// <summary>How many times as many glyphs the image must show as the page says.</summary>
    private const int Gain = 2;

    public static bool Is(DrawnPage page)
    {
        if (page.Paths.Count == 0 || page.Glyphs.Where(glyph => !glyph.IsSpace).Skip(MostGlyphs).Any()) return false;
        var outlines = page.Paths.Where(path => path.IsFilled
            && !path.IsClipping).SelectMany(path => path.Subpaths(Turn.None)).Select(Outline).OfType<Box>().ToList();
        return outlines.Count >= FewestOutlines
            && outlines.GroupBy(box => Math.Round(box.Bottom / RowHeight)).Where(IsRow).Sum(row => row.Count()) >= InRows * outlines.Count;
    }

    /// <summary>Whether reading the image was worth it; else the page's own words are right.</summary>
    public static bool IsTextOf(PageContent seen, PageContent said) => GlyphsOf(seen) > Gain * GlyphsOf(said);

    private static int GlyphsOf(PageContent page) => page.Directions.Sum(direction => direction.Glyphs.Count(glyph => !glyph.IsSpace));

    /// <summary>Small and curved: bars, ticks and hatching are not.</summary>
    private static Box? Outline(DrawnSubpath path) =>
        path.IsCurved && path.Box is { Height: >= Smallest and <= Largest, Width: >= Smallest / 2 and <= Largest } box ? box : null;

    /// <summary>A row of one shape is a dotted line or a chart's marks; glyphs differ.</summary>
    private static bool IsRow(IEnumerable<Box> row) =>
        row.Select(box => (Math.Round(box.Width, 1), Math.Round(box.Height, 1))).Distinct().Count() * 3 >= RowOutlines
            && row.Count() >= RowOutlines;
}
