using ParseWorker.Documents.Images;
using ParseWorker.Documents.Ocr.Model;
using SkiaSharp;

namespace ParseWorker.Documents.Ocr.Rules;

/// <summary>Finds the lines that are ruled on a picture along its text and across: those of tables and forms.</summary>
internal static class RuleFinder
{
    /// <summary>Radians that a picture may lean without being turned first: its lines then still have long stretches in a row of pixels.</summary>
    private const double Straight = 0.004;

    /// <summary>A box around a line of text is drawn wider than its letters, by this part of its height on every side.</summary>
    private const double Margin = 0.15;

    /// <summary>Places along a line where it is looked at.</summary>
    private const int Places = 16;

    /// <summary>Text heights that a lying line is long at least where standing ones count that touch it: dashes are shorter.</summary>
    private const double Wide = 3;

    /// <param name="picture">Bgra8888.</param>
    /// <param name="boxes">Where it has text.</param>
    /// <param name="angle">What most of the text is turned by.</param>
    /// <param name="token">Stops it.</param>
    public static IReadOnlyList<DrawnRule> Find(SKBitmap picture, IReadOnlyList<TextBox> boxes, double angle, CancellationToken token)
    {
        if (boxes.Count == 0) return [];
        var strokes = new RuleSizes(boxes.Select(box => box.Height).Order().ElementAt(boxes.Count / 2));
        var lean = angle - Math.PI / 2 * Math.Round(angle / (Math.PI / 2));
        return Math.Abs(lean) < Straight ? Find(picture, boxes, strokes, token) : FindLeaning(picture, boxes, strokes, lean, token);
    }

    private static List<DrawnRule> FindLeaning(SKBitmap picture, IReadOnlyList<TextBox> boxes, RuleSizes strokes, double lean, CancellationToken token)
    {
        var (sin, cos) = Math.SinCos(lean);
        using var straight = Bitmaps.Straightened(picture, lean, out var left, out var top);
        var moved = boxes.Select(box => box.Turned(lean).Moved(-left, -top)).ToList();
        return Find(straight, moved, strokes, token).ConvertAll(line => line.Moved(left, top).Turned(-sin, cos));
    }

    /// <summary>Both kinds. A standing line is one of a table or a form only when a lying one ends it or crosses it: letters below each other look like lines too.</summary>
    private static List<DrawnRule> Find(SKBitmap picture, IReadOnlyList<TextBox> boxes, RuleSizes strokes, CancellationToken token)
    {
        var grey = GreyImage.Of(picture);
        var lying = new HorizontalRules(grey, strokes).Find(token).Where(line => !IsText(line, boxes)).ToList();
        var wide = lying.FindAll(line => line.ToX - line.FromX >= Wide * strokes.TextHeight);
        if (wide.Count == 0) return lying;
        var standing = new HorizontalRules(grey.Transposed(), strokes).Find(token).Select(line => line.Transposed());
        return [.. lying, .. standing.Where(line => wide.Exists(across => Touch(across, line, strokes.Thickest)) && !IsText(line, boxes))];
    }

    private static bool Touch(DrawnRule lying, DrawnRule standing, double slack) =>
        standing.FromX >= lying.FromX - slack && standing.FromX <= lying.ToX + slack && lying.FromY >= standing.FromY - slack && lying.FromY <= standing.ToY + slack;

    /// <summary>Whether half of a line and more lies within letters: it is made of their strokes.</summary>
    private static bool IsText(DrawnRule line, IReadOnlyList<TextBox> boxes)
    {
        var within = 0;
        for (var place = 0; place < Places; place++)
        {
            var (x, y) = line.At((place + 0.5) / Places);
            if (boxes.Any(box => box.Holds(x, y, Margin * box.Height))) within++;
        }
        return within * 2 >= Places;
    }
}
