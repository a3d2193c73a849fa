using ParseWorker.Documents.Images;
using ParseWorker.Documents.Ocr.Model;
using SkiaSharp;

namespace ParseWorker.Documents.Ocr.Rules;

/// <summary>Finds the rules of an image's tables and forms, along its text and across.</summary>
internal static class RuleFinder
{
    /// <summary>
    /// Radians an image may be skewed by without being levelled first: rules then still have long stretches in a row of pixels.
    /// </summary>
    private const double NearlyLevel = 0.004;

    /// <summary>A box around a line of text is drawn wider than its characters, by this part of its height on every side.</summary>
    private const double Margin = 0.15;

    /// <summary>Places along a line where it is looked at.</summary>
    private const int Places = 16;

    /// <summary>Text heights that a horizontal rule must be long for vertical rules that touch it to count: dashes are shorter.</summary>
    private const double Wide = 3;

    /// <param name="image">Bgra8888.</param>
    /// <param name="boxes">Where it has text.</param>
    /// <param name="angle">What most of the text is turned by.</param>
    /// <param name="token">Stops it.</param>
    public static IReadOnlyList<DrawnRule> Find(SKBitmap image, IReadOnlyList<TextBox> boxes, double angle, CancellationToken token)
    {
        if (boxes.Count == 0) return [];
        var sizes = new RuleSizes(boxes.Select(box => box.Height).Order().ElementAt(boxes.Count / 2));
        var skew = angle - Math.PI / 2 * Math.Round(angle / (Math.PI / 2));
        return Math.Abs(skew) < NearlyLevel ? Find(image, boxes, sizes, token) : FindSkewed(image, boxes, sizes, skew, token);
    }

    private static List<DrawnRule> FindSkewed(
        SKBitmap image, IReadOnlyList<TextBox> boxes, RuleSizes sizes, double skew, CancellationToken token)
    {
        var (sin, cos) = Math.SinCos(skew);
        using var level = Bitmaps.Levelled(image, skew, out var left, out var top);
        var moved = boxes.Select(box => box.Turned(skew).Moved(-left, -top)).ToList();
        return Find(level, moved, sizes, token).ConvertAll(line => line.Moved(left, top).Turned(-sin, cos));
    }

    /// <summary>
    /// Both kinds. A vertical rule belongs to a table or a form only when a horizontal one ends it or crosses it:
    /// characters below each other look like rules too.
    /// </summary>
    private static List<DrawnRule> Find(SKBitmap image, IReadOnlyList<TextBox> boxes, RuleSizes sizes, CancellationToken token)
    {
        var grey = GreyImage.Of(image);
        var horizontal = new HorizontalRules(grey, sizes).Find(token).Where(line => !IsText(line, boxes)).ToList();
        var wide = horizontal.FindAll(line => line.ToX - line.FromX >= Wide * sizes.TextHeight);
        if (wide.Count == 0) return horizontal;
        var vertical = new HorizontalRules(grey.Transposed(), sizes).Find(token).Select(line => line.Transposed());
        var touching = vertical.Where(line => wide.Exists(across => Touch(across, line, sizes.Thickest)));
        return [.. horizontal, .. touching.Where(line => !IsText(line, boxes))];
    }

    private static bool Touch(DrawnRule horizontal, DrawnRule vertical, double slack) =>
        vertical.FromX >= horizontal.FromX - slack && vertical.FromX <= horizontal.ToX + slack
        && horizontal.FromY >= vertical.FromY - slack && horizontal.FromY <= vertical.ToY + slack;

    /// <summary>Whether at least half of a rule lies within text: it is made of the characters' own strokes.</summary>
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
