using SkiaSharp;

namespace ParseWorker.Documents.Ocr;

/// <summary>Tells in which directions the lines of a picture run: it may stand on its head, and single lines may be turned.</summary>
internal sealed class LineDirections(TurnedLines turned)
{
    /// <summary>The longest lines tell most surely which way is up.</summary>
    private const int Asked = 9;

    /// <summary>Whether most of the text stands: the picture lies on its side.</summary>
    public static bool AreSideways(IReadOnlyList<TextBox> boxes) =>
        boxes.Sum(box => box.Width * box.Height * (box.IsStanding ? 1 : -1)) > 0;

    /// <summary>The boxes as they are read, the direction of most of the text first.</summary>
    public IReadOnlyList<List<TextBox>> Of(IReadOnlyList<TextBox> boxes, SKImage picture, CancellationToken token)
    {
        var lying = boxes.Where(box => !box.IsStanding).ToList();
        var standing = boxes.Where(box => box.IsStanding).Select(box => box.ReadUpwards()).ToList();
        List<TextBox>[] directions = [lying, standing];
        return [.. directions.Where(direction => direction.Count > 0).Select(direction => Upright(direction, picture, token))];
    }

    private List<TextBox> Upright(List<TextBox> boxes, SKImage picture, CancellationToken token)
    {
        var lines = boxes.OrderByDescending(box => box.Width / box.Height).Take(Asked).Select(box => LinePicture.Cut(picture, box)).ToList();
        var votes = turned.Likelihoods(lines, token).Count(likelihood => likelihood > 0.5);
        lines.ForEach(line => line.Dispose());
        return votes * 2 > lines.Count ? boxes.ConvertAll(box => box.ReadBackwards()) : boxes;
    }
}
