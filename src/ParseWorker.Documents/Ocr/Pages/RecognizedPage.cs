using ParseWorker.Documents.Ocr.Model;
using ParseWorker.Documents.Pdf.Directions;
using ParseWorker.Documents.Pdf.Glyphs;
using ParseWorker.Documents.Pdf.Rules;

namespace ParseWorker.Documents.Ocr.Pages;

/// <summary>Makes recognised lines look like a page's glyphs, so that one set of rules serves both.</summary>
internal static class RecognizedPage
{
    /// <summary>
    /// A character's size as part of the height of the box around its line, which the detector draws wider than the characters.
    /// </summary>
    public const double SizeOfHeight = 0.78;

    /// <summary>Where the line stands in its box, as part of the height below the middle.</summary>
    public const double Baseline = 0.22;

    private const double UsualSize = 10;

    /// <summary>Lines share a row when their middles are this part of their height apart.</summary>
    private const double SameRow = 0.4;

    /// <param name="image">What was read.</param>
    /// <param name="place">Where the image stands on its page.</param>
    public static PageContent Content(RecognizedImage image, ImagePlacement place) =>
        new(
            [.. image.Directions.Select((lines, at) =>
                new TextDirection(Glyphs(lines, place)) { Rulings = at == 0 ? Ruled(image, place) : Rulings.None })],
            IsRecognized: true);

    /// <summary>Points to a pixel in an image of unknown resolution: its lines are taken for ten points high.</summary>
    public static double GuessScale(RecognizedImage image)
    {
        var heights = image.Directions.SelectMany(lines => lines).Select(line => line.Box.Height).Order().ToList();
        return heights.Count == 0 ? 1 : UsualSize / (SizeOfHeight * heights[heights.Count / 2]);
    }

    private static List<Glyph> Glyphs(IReadOnlyList<RecognizedLine> lines, ImagePlacement place)
    {
        var (sin, cos) = Math.SinCos(RecognizedImage.Angle(lines));
        var straight = lines.Select(line => LevelledLine.Of(line, sin, cos, place)).ToList();
        Align(straight);
        LineSizes.Even(straight);
        return [.. straight.SelectMany(line => line.Glyphs())];
    }

    /// <summary>The rules as a page's, along and across its text.</summary>
    private static Rulings Ruled(RecognizedImage image, ImagePlacement place)
    {
        if (image.Rules.Count == 0) return Rulings.None;
        var (sin, cos) = Math.SinCos(RecognizedImage.Angle(image.Directions[0]));
        var lines = image.Rules.Select(line => line.Turned(sin, cos))
            .ToLookup(line => Math.Abs(line.ToX - line.FromX) > Math.Abs(line.ToY - line.FromY));
        return Rulings.Of(
            lines[true].Select(line => Ruling.Between(place.Y((line.FromY + line.ToY) / 2), place.X(line.FromX), place.X(line.ToX))),
            lines[false].Select(line => Ruling.Between(place.X((line.FromX + line.ToX) / 2), place.Y(line.FromY), place.Y(line.ToY))));
    }

    /// <summary>Lines beside each other stand on one baseline, as they do on paper.</summary>
    private static void Align(List<LevelledLine> lines)
    {
        var rows = new List<List<LevelledLine>>();
        foreach (var line in lines.OrderByDescending(line => line.Middle))
        {
            var row = rows.Count > 0 && AreSideBySide(rows[^1][0], line) ? rows[^1] : null;
            if (row is null) rows.Add(row = []);
            row.Add(line);
        }
        foreach (var row in rows)
        {
            var baseline = row.OrderBy(line => line.Baseline).ElementAt(row.Count / 2).Baseline;
            foreach (var line in row)
                if (Math.Abs(line.Baseline - baseline) < SameRow * line.Height) line.Baseline = baseline;
        }
    }

    private static bool AreSideBySide(LevelledLine one, LevelledLine other) =>
        Math.Abs(one.Middle - other.Middle) <= SameRow * Math.Min(other.Height, one.Height);
}
