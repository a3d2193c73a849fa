using ParseWorker.Documents.Ocr.LineImages;
using ParseWorker.Documents.Ocr.Model;
using SkiaSharp;

namespace ParseWorker.Documents.Ocr.Directions;

/// <summary>Tells in which directions the lines of a picture run: it may stand on its head, and single lines may be turned.</summary>
internal sealed class LineDirections(UpsideDownClassifier turned)
{
    /// <summary>The longest lines tell most surely which way is up.</summary>
    private const int Asked = 9;

    /// <summary>
    /// Share of the lines that may vote against the others. Where more do, as on pages that lean, each is asked from its other end too: the
    /// classifier is then wrong about many, and surer of those that do stand on their heads.
    /// </summary>
    private const double Dissenting = 0.15;

    /// <summary>Whether most of the text stands: the picture lies on its side.</summary>
    public static bool AreSideways(IReadOnlyList<TextBox> boxes) =>
        boxes.Sum(box => box.Width * box.Height * (box.IsVertical ? 1 : -1)) > 0;

    /// <summary>The boxes as they are read, the direction of most of the text first.</summary>
    public IReadOnlyList<List<TextBox>> Of(IReadOnlyList<TextBox> boxes, SKImage picture, CancellationToken token)
    {
        var lying = boxes.Where(box => !box.IsVertical).ToList();
        var standing = boxes.Where(box => box.IsVertical).Select(box => box.ReadUpwards()).ToList();
        List<TextBox>[] directions = [lying, standing];
        return [.. directions.Where(direction => direction.Count > 0).Select(direction => Upright(direction, picture, token))];
    }

    private List<TextBox> Upright(List<TextBox> boxes, SKImage picture, CancellationToken token)
    {
        var asked = boxes.OrderByDescending(box => box.Width / box.Height).Take(Asked).ToList();
        var turned = Likelihoods(asked, picture, token);
        var votes = turned.Count(likelihood => likelihood > 0.5);
        var areTurned = Math.Min(votes, asked.Count - votes) <= Dissenting * asked.Count
            ? votes * 2 > asked.Count
            : turned.Sum() > Likelihoods(asked.ConvertAll(box => box.ReadBackwards()), picture, token).Sum();
        return areTurned ? boxes.ConvertAll(box => box.ReadBackwards()) : boxes;
    }

    private IReadOnlyList<float> Likelihoods(List<TextBox> boxes, SKImage picture, CancellationToken token)
    {
        var lines = boxes.ConvertAll(box => LineImage.Cut(picture, box));
        var likelihoods = turned.Likelihoods(lines, token);
        lines.ForEach(line => line.Dispose());
        return likelihoods;
    }
}
