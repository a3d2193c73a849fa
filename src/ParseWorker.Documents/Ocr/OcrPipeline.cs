using ParseWorker.Documents.Images;
using ParseWorker.Documents.Ocr.Directions;
using ParseWorker.Documents.Ocr.LineImages;
using ParseWorker.Documents.Ocr.Model;
using ParseWorker.Documents.Ocr.Places;
using ParseWorker.Documents.Ocr.Rules;
using ParseWorker.Documents.Ocr.SecondReading;
using SkiaSharp;

namespace ParseWorker.Documents.Ocr;

/// <summary>Reads the text of a picture: lines are found, turned upright, cut out and recognised, once or twice.</summary>
internal sealed class OcrPipeline(OcrModels models, SecondReader? second)
{
    /// <summary>Pixels of the picture's longer side, as the detector sees it.</summary>
    private const double LongestSide = 960;

    /// <summary>Lines the recogniser is less sure of are no text: edges, dirt, photographs.</summary>
    private const double LeastScore = 0.5;

    /// <summary>Pieces of text in a figure that are a map's or a plan's labels, when they are short; charts have fewer.</summary>
    private const int DrawingLabels = 60;

    /// <summary>Times that such labels are as wide as high, on average; the rows of a table are longer by their first cells.</summary>
    private const double DrawingLabel = 3.5;

    public RecognizedImage Read(SKBitmap picture, CancellationToken token)
    {
        var boxes = Find(picture, token);
        if (!LineDirections.AreSideways(boxes)) return Read(picture, boxes, token);
        // The detector tells standing lines, but not well where one ends.
        using var turned = Bitmaps.Turned(picture);
        return Read(turned, Find(turned, token), token);
    }

    /// <summary>A picture that stands within text. A map or a plan says nothing that could be read in a row, and would cost seconds.</summary>
    public RecognizedImage ReadFigure(SKBitmap picture, CancellationToken token)
    {
        var boxes = Find(picture, token);
        return IsDrawing(boxes) ? new([], []) : Read(picture, boxes, token);
    }

    private static bool IsDrawing(List<TextBox> boxes) =>
        boxes.Count > DrawingLabels && boxes.Average(box => box.Width / box.Height) < DrawingLabel;

    private List<TextBox> Find(SKBitmap picture, CancellationToken token) =>
        models.Detector.Find(picture, Math.Min(1, LongestSide / Math.Max(picture.Width, picture.Height)), token);

    private RecognizedImage Read(SKBitmap picture, List<TextBox> boxes, CancellationToken token)
    {
        using var image = SKImage.FromBitmap(picture);
        var directions = new LineDirections(models.UpsideDown.Likelihoods).Of(boxes, image, token);
        var read = directions.Select(direction => Read(direction, image, token)).Where(lines => lines.Count > 0).ToList();
        IReadOnlyList<DrawnRule> lines = read.Count == 0 ? [] : RuleFinder.Find(picture, [.. read[0].Select(line => line.Box)], RecognizedImage.Angle(read[0]), token);
        return new(second is null ? read : second.Complete(read, image, token), lines);
    }

    private IReadOnlyList<RecognizedLine> Read(List<TextBox> boxes, SKImage picture, CancellationToken token) =>
        [.. boxes.Select(box => Read(box, picture, token)).Where(line => line.Score >= LeastScore)];

    private RecognizedLine Read(TextBox box, SKImage picture, CancellationToken token)
    {
        using var line = LineImage.Cut(picture, box);
        return new RecognizedLine(box, CharacterPlaces.Of(models.Recognizer.Read(line, token), line));
    }
}
