using ParseWorker.Documents.Ocr.LineImages;
using ParseWorker.Documents.Ocr.Model;
using SkiaSharp;

namespace ParseWorker.Documents.Ocr.Directions;

/// <summary>Finds the directions in which the lines of an image run: it may be upside down, and single lines may be turned.</summary>
/// <param name="upsideDown">How likely each line is to be upside down, 0 to 1: <see cref="UpsideDownClassifier.Likelihoods"/>.</param>
internal sealed class LineDirections(Func<IReadOnlyList<LineImage>, CancellationToken, IReadOnlyList<float>> upsideDown)
{
    /// <summary>The longest lines tell most surely which way is up.</summary>
    private const int Asked = 9;

    /// <summary>
    /// Share of the lines that may vote against the others. Where more do, as on skewed pages, each is looked at from its other end too:
    /// the classifier is then wrong about many, and surer of those that are upside down.
    /// </summary>
    private const double Dissenting = 0.15;

    /// <summary>Whether most of the text runs vertically: the image lies on its side.</summary>
    public static bool AreSideways(IReadOnlyList<TextBox> boxes) =>
        boxes.Sum(box => box.Width * box.Height * (box.IsVertical ? 1 : -1)) > 0;

    /// <summary>The boxes in the direction they are read in; the direction of most of the text comes first.</summary>
    public IReadOnlyList<List<TextBox>> Of(IReadOnlyList<TextBox> boxes, SKImage image, CancellationToken token)
    {
        var horizontal = boxes.Where(box => !box.IsVertical).ToList();
        var vertical = boxes.Where(box => box.IsVertical).Select(box => box.ReadUpwards()).ToList();
        List<TextBox>[] directions = [horizontal, vertical];
        return [.. directions.Where(direction => direction.Count > 0).Select(direction => Upright(direction, image, token))];
    }

    private List<TextBox> Upright(List<TextBox> boxes, SKImage image, CancellationToken token)
    {
        var asked = boxes.OrderByDescending(box => box.Width / box.Height).Take(Asked).ToList();
        var likelihoods = Likelihoods(asked, image, token);
        var votes = likelihoods.Count(likelihood => likelihood > 0.5);
        var areUpsideDown = Math.Min(votes, asked.Count - votes) <= Dissenting * asked.Count
            ? votes * 2 > asked.Count
            : likelihoods.Sum() > Likelihoods(asked.ConvertAll(box => box.ReadBackwards()), image, token).Sum();
        return areUpsideDown ? boxes.ConvertAll(box => box.ReadBackwards()) : boxes;
    }

    private IReadOnlyList<float> Likelihoods(List<TextBox> boxes, SKImage image, CancellationToken token)
    {
        var lines = new List<LineImage>(boxes.Count);
        try
        {
            foreach (var box in boxes) lines.Add(LineImage.Cut(image, box));
            return upsideDown(lines, token);
        }
        finally
        {
            // A cancel stops the classifier half-way, and pixels are memory that the collector does not see.
            lines.ForEach(line => line.Dispose());
        }
    }
}
