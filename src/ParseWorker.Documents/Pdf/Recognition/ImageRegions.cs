using ParseWorker.Documents.Ocr;
using ParseWorker.Documents.Pdf.Geometry;
using ParseWorker.Documents.Pdf.Glyphs;
using UglyToad.PdfPig.Content;

namespace ParseWorker.Documents.Pdf.Recognition;

/// <summary>Finds the pictures on a page of text that may hold text themselves, and tells whether they did.</summary>
internal static class ImageRegions
{
    /// <summary>Points a picture is wide and high at least: logos and rules are smaller.</summary>
    private const double Shortest = 60;

    /// <summary>Share of the page it takes at least.</summary>
    private const double Smallest = 0.03;

    /// <summary>Letters of the page's own within it: more, and it is their background.</summary>
    private const int OwnLetters = 12;

    /// <summary>Pictures looked at on a page, the largest first.</summary>
    private const int Most = 6;

    /// <summary>Lines the recogniser is less sure of are not taken from a picture, which may be a photograph.</summary>
    private const double LeastScore = 0.85;

    /// <summary>Letters in a picture that make it one of text.</summary>
    private const int FewestLetters = 20;

    public static IReadOnlyList<Box> Of(Page page)
    {
        if (page.NumberOfImages == 0) return [];
        var edges = new Box(0, 0, page.Width, page.Height);
        return [.. page.GetImages()
            .Select(image => Within(image, edges))
            .Where(box => box.Width >= Shortest && box.Height >= Shortest && box.Width * box.Height >= Smallest * page.Width * page.Height)
            .Where(box => page.Letters.Count(letter => box.Holds(Box.Of(letter.BoundingBox))) <= OwnLetters)
            .OrderByDescending(box => box.Width * box.Height)
            .Take(Most)];
    }

    /// <summary>The letters of what was read, where the picture stands as the page does and holds text.</summary>
    public static IReadOnlyList<Glyph> Text(ReadPicture read, PicturePlace place)
    {
        if (read.Directions.Count == 0) return [];
        var lines = read.Directions[0].Where(line => line.Score >= LeastScore && Math.Abs(line.Box.Angle) < 0.2).ToList();
        return lines.Sum(line => line.Letters.Count) < FewestLetters ? [] : RecognizedPage.Content(new ReadPicture([lines], []), place).Directions[0].Glyphs;
    }

    private static Box Within(IPdfImage image, Box edges)
    {
        var box = Box.Of(image.BoundingBox);
        return new(Math.Max(box.Left, edges.Left), Math.Max(box.Bottom, edges.Bottom), Math.Min(box.Right, edges.Right), Math.Min(box.Top, edges.Top));
    }
}
