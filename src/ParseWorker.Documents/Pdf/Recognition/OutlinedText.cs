using ParseWorker.Documents.Pdf.Directions;
using ParseWorker.Documents.Pdf.Geometry;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;

namespace ParseWorker.Documents.Pdf.Recognition;

/// <summary>Tells pages whose text is drawn as outlines: hardly a letter, and hundreds of small filled curves that stand in rows.</summary>
internal static class OutlinedText
{
    /// <summary>Letters of a page's number and running head, at most.</summary>
    private const int MostLetters = 80;

    /// <summary>Outlines of a few lines; a drawing of fewer is none worth a second look.</summary>
    private const int FewestOutlines = 150;

    /// <summary>Points a letter of running text is high and wide.</summary>
    private const double Smallest = 2, Largest = 40;

    /// <summary>Outlines that stand on one height, and how exactly, in points: a line of text.</summary>
    private const int RowOutlines = 12;

    private const double RowHeight = 0.5;

    /// <summary>Share of the outlines that stand in rows; points of a chart and houses on a map are strewn.</summary>
    private const double InRows = 0.5;

    /// <summary>How many times as many letters the picture must show as the page says.</summary>
    private const int Gain = 2;

    public static bool Is(Page page)
    {
        if (page.Paths.Count == 0 || page.Letters.Where(letter => !string.IsNullOrWhiteSpace(letter.Value)).Skip(MostLetters).Any()) return false;
        var outlines = page.Paths.Where(path => path.IsFilled && !path.IsClipping).SelectMany(path => path).Select(Outline).OfType<Box>().ToList();
        return outlines.Count >= FewestOutlines
            && outlines.GroupBy(box => Math.Round(box.Bottom / RowHeight)).Where(IsRow).Sum(row => row.Count()) >= InRows * outlines.Count;
    }

    /// <summary>Whether reading the picture was worth it; else the page's own words are right.</summary>
    public static bool IsTextOf(PageContent seen, PageContent said) => Letters(seen) > Gain * Letters(said);

    private static int Letters(PageContent page) => page.Directions.Sum(direction => direction.Glyphs.Count(glyph => !glyph.IsBlank));

    /// <summary>Small and curved: bars, ticks and hatching are not.</summary>
    private static Box? Outline(PdfSubpath path)
    {
        if (!path.Commands.Any(command => command is PdfSubpath.CubicBezierCurve or PdfSubpath.QuadraticBezierCurve) || path.GetBoundingRectangle() is not { } box) return null;
        return box.Height is >= Smallest and <= Largest && box.Width is >= Smallest / 2 and <= Largest ? Box.Of(box) : null;
    }

    /// <summary>A row of one shape is a dotted line or a chart's marks; letters differ.</summary>
    private static bool IsRow(IEnumerable<Box> row) => row.Select(box => (Math.Round(box.Width, 1), Math.Round(box.Height, 1))).Distinct().Count() * 3 >= RowOutlines && row.Count() >= RowOutlines;
}
