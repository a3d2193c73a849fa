using ParseWorker.Documents.Pdf.Layout;

namespace ParseWorker.Documents.Ocr;

/// <summary>Makes recognised lines look like a page's letters, so that one set of rules serves both.</summary>
internal static class RecognizedPage
{
    /// <summary>A letter's size as part of the height of the box around its line, which the detector draws wider than the letters.</summary>
    public const double SizeOfHeight = 0.78;

    /// <summary>Where the line stands in its box, as part of the height below the middle.</summary>
    public const double Baseline = 0.22;

    private const double UsualSize = 10;

    /// <summary>Lines share a row when their middles are this part of their height apart.</summary>
    private const double SameRow = 0.4;

    /// <param name="picture">What was read.</param>
    /// <param name="place">Where the picture stands on its page.</param>
    public static PageContent Content(ReadPicture picture, PicturePlace place) =>
        new([.. picture.Directions.Select(lines => new TextDirection(Glyphs(lines, place)))], IsRecognized: true);

    /// <summary>Points to a pixel in a picture of unknown resolution: its lines are taken for ten points high.</summary>
    public static double GuessScale(ReadPicture picture)
    {
        var heights = picture.Directions.SelectMany(lines => lines).Select(line => line.Box.Height).Order().ToList();
        return heights.Count == 0 ? 1 : UsualSize / (SizeOfHeight * heights[heights.Count / 2]);
    }

    private static List<Glyph> Glyphs(IReadOnlyList<ReadLine> lines, PicturePlace place)
    {
        var (sin, cos) = Math.SinCos(Direction(lines));
        var straight = lines.Select(line => Straight.Of(line, sin, cos, place)).ToList();
        Align(straight);
        Sizes.Even(straight);
        return [.. straight.SelectMany(line => line.Glyphs())];
    }

    /// <summary>The angle that most of the text is turned by: the median, long lines counting for more.</summary>
    private static double Direction(IReadOnlyList<ReadLine> lines)
    {
        var half = lines.Sum(line => line.Box.Width) / 2;
        var sum = 0.0;
        foreach (var line in lines.OrderBy(line => line.Box.Angle))
            if ((sum += line.Box.Width) >= half) return line.Box.Angle;
        return 0;
    }

    /// <summary>Lines beside each other stand on one baseline, as they do on paper.</summary>
    private static void Align(List<Straight> lines)
    {
        var rows = new List<List<Straight>>();
        foreach (var line in lines.OrderByDescending(line => line.Middle))
        {
            var row = rows.Count > 0 && Math.Abs(rows[^1][0].Middle - line.Middle) <= SameRow * Math.Min(line.Height, rows[^1][0].Height) ? rows[^1] : null;
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
}
