using ParseWorker.Documents.Ocr.Model;
using ParseWorker.Documents.Ocr.Pages;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;

namespace ParseWorker.Documents.Pdf.Recognition;

/// <summary>Finds the images on a page of text that may hold text themselves, and tells whether they did.</summary>
internal static class ImageRegions
{
    /// <summary>Points an image is wide and high at least: logos and rules are smaller.</summary>
    private const double Shortest = 60;

    /// <summary>Share of the page it takes at least.</summary>
    private const double Smallest = 0.03;

    /// <summary>Glyphs of the page's own within it: more, and it is their background.</summary>
    private const int OwnGlyphs = 12;

    /// <summary>Images looked at on a page, the largest first.</summary>
    private const int Most = 6;

    /// <summary>Glyphs times images that are compared, the largest images first.</summary>
    private const int MostComparisons = 50_000_000;

    /// <summary>Lines the recogniser is less sure of are not taken from an image, which may be a photograph.</summary>
    private const double LeastScore = 0.85;

    /// <summary>Glyphs in an image that make it one of text.</summary>
    private const int FewestGlyphs = 20;

    public static IReadOnlyList<Box> Of(DrawnPage page)
    {
        if (page.HasNoImages) return [];
        var edges = new Box(0, 0, page.Width, page.Height);
        return [.. page.Images
            .Select(image => Within(image.Box, edges))
            .Where(box => box.Width >= Shortest && box.Height >= Shortest && box.Width * box.Height >= Smallest * page.Width * page.Height)
            .OrderByDescending(box => box.Width * box.Height)
            .Take((int)Math.Max(Most, MostComparisons / Math.Max(1, page.Glyphs.Count)))
            .Where(box => !page.Glyphs.Where(glyph => box.Holds(glyph.Ink)).Skip(OwnGlyphs).Any())
            .Take(Most)];
    }

    /// <summary>The glyphs of what was read; none where the image is skewed against the page or holds hardly any text.</summary>
    public static IReadOnlyList<Glyph> Text(RecognizedImage read, ImagePlacement place)
    {
        if (read.Directions.Count == 0) return [];
        var lines = read.Directions[0].Where(line => line.Score >= LeastScore && Math.Abs(line.Box.Angle) < 0.2).ToList();
        return lines.Sum(line => line.Characters.Count) < FewestGlyphs ? []
            : RecognizedPage.Content(new RecognizedImage([lines], []), place).Directions[0].Glyphs;
    }

    private static Box Within(Box box, Box edges) =>
        new(Math.Max(box.Left, edges.Left), Math.Max(box.Bottom, edges.Bottom), Math.Min(box.Right, edges.Right),
            Math.Min(box.Top, edges.Top));
}
