using ParseWorker.Documents.Images;
using ParseWorker.Documents.Ocr.Directions;
using ParseWorker.Documents.Ocr.LineImages;
using ParseWorker.Documents.Ocr.Model;
using ParseWorker.Documents.Ocr.Pages;
using ParseWorker.Documents.Ocr.Places;
using ParseWorker.Documents.Ocr.Rules;
using ParseWorker.Documents.Ocr.SecondReading;
using ParseWorker.Documents.Pdf.Directions;
using SkiaSharp;

namespace ParseWorker.Documents.Ocr;

/// <summary>
/// An image's way to text, from top to bottom. Each stage is a folder beside this file; right below the stage's comment one of its types is
/// called. The README of ParseWorker.Documents describes the rules of each.
/// </summary>
internal sealed class OcrPipeline(OcrModels models, SecondReader? second)
{
    /// <summary>Pixels of the image's longer side, as the detector sees it.</summary>
    private const double LongestSide = 960;

    /// <summary>Lines the recogniser is less sure of, 0 to 1, are no text: edges, dirt, photographs.</summary>
    private const double LeastScore = 0.5;

    /// <summary>Lines of text in a figure that are a map's or a plan's labels, when they are short; charts have fewer.</summary>
    private const int DrawingLabels = 60;

    /// <summary>Times that such labels are as wide as high, on average; the rows of a table are longer by their first cells.</summary>
    private const double DrawingLabel = 3.5;

    /// <summary>An image as a page's content.</summary>
    /// <param name="image">Bgra8888.</param>
    /// <param name="placement">Where it stands on the page; null for one of unknown resolution that is the page.</param>
    /// <param name="token">Stops it.</param>
    public PageContent ReadPage(SKBitmap image, ImagePlacement? placement, CancellationToken token) =>
        ToPage(Read(image, token), placement);

    /// <summary>An image's text.</summary>
    public RecognizedImage Read(SKBitmap image, CancellationToken token)
    {
        var boxes = Detect(image, token);
        if (!LineDirections.AreSideways(boxes)) return Read(image, boxes, token);
        // The detector finds vertical lines, but not well where one ends.
        using var turned = Bitmaps.Turned(image);
        return Read(turned, Detect(turned, token), token);
    }

    /// <summary>
    /// The text of an image within a page of text. A map or a plan has none that could be read in a row, and would cost seconds.
    /// </summary>
    public RecognizedImage ReadFigure(SKBitmap image, CancellationToken token)
    {
        var boxes = Detect(image, token);
        return IsDrawing(boxes) ? new([], []) : Read(image, boxes, token);
    }

    private RecognizedImage Read(SKBitmap image, List<TextBox> boxes, CancellationToken token)
    {
        using var pixels = SKImage.FromBitmap(image);
        var lines = Directions(boxes, pixels, token)
            .Select(direction => Recognize(direction, pixels, token)).Where(direction => direction.Count > 0).ToList();
        var rules = lines.Count == 0 ? [] : FindRules(image, lines[0], token);
        return new(ReadAgain(lines, pixels, token), rules);
    }

    private static bool IsDrawing(List<TextBox> boxes) =>
        boxes.Count > DrawingLabels && boxes.Average(box => box.Width / box.Height) < DrawingLabel;

    private IReadOnlyList<RecognizedLine> Recognize(List<TextBox> boxes, SKImage image, CancellationToken token) =>
        [.. boxes.Select(box => Recognize(box, image, token)).Where(line => line.Score >= LeastScore)];

    private List<TextBox> Detect(SKBitmap image, CancellationToken token)
    {
        // Stage Detection: boxes around the lines of text (TextDetector).
        return models.Detector.Find(image, Math.Min(1, LongestSide / Math.Max(image.Width, image.Height)), token);
    }

    private IReadOnlyList<List<TextBox>> Directions(List<TextBox> boxes, SKImage image, CancellationToken token)
    {
        // Stage Directions: which way each line is read, and which way most of them are.
        return new LineDirections(models.UpsideDown.Likelihoods).Of(boxes, image, token);
    }

    private RecognizedLine Recognize(TextBox box, SKImage image, CancellationToken token)
    {
        // Stage LineImages: the line cut out, level and as high as the recogniser wants it.
        using var line = LineImage.Cut(image, box);

        // Stage Recognition: its characters (TextRecognizer).
        var characters = models.Recognizer.Read(line, token);

        // Stage Places: where each stands, and the spaces between them.
        return new RecognizedLine(box, CharacterPlaces.Of(characters, line));
    }

    private static IReadOnlyList<DrawnRule> FindRules(SKBitmap image, IReadOnlyList<RecognizedLine> lines, CancellationToken token)
    {
        // Stage Rules: the horizontal and vertical rules of tables and forms.
        return RuleFinder.Find(image, [.. lines.Select(line => line.Box)], RecognizedImage.Angle(lines), token);
    }

    private IReadOnlyList<IReadOnlyList<RecognizedLine>> ReadAgain(
        IReadOnlyList<IReadOnlyList<RecognizedLine>> directions, SKImage image, CancellationToken token)
    {
        // Stage SecondReading: letters with marks that the recogniser does not know (SecondReader).
        return second is null ? directions : second.Complete(directions, image, token);
    }

    private static PageContent ToPage(RecognizedImage image, ImagePlacement? placement)
    {
        // Stage Pages: the text and the rules as a PDF page would have them.
        return RecognizedPage.Content(image, placement ?? new(0, 0, RecognizedPage.GuessScale(image)));
    }
}
