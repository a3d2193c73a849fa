using ParseWorker.Documents.Ocr.Model;
using ParseWorker.Documents.Ocr.SecondReading;
using ParseWorker.Documents.Pdf.Directions;
using SkiaSharp;

namespace ParseWorker.Documents.Ocr;

/// <summary>OCR as engines use it: images in, text with its places out.</summary>
internal sealed class OcrReader
{
    private readonly ReadOptions _options;

    private readonly SecondReader? _second;

    private OcrReader(ReadOptions options) => (_options, _second) = (options, SecondReader.For(options));

    /// <summary>
    /// OCR as the options want it, or an explanation of why there is none: how a sentence goes on after "It needs OCR, ".
    /// </summary>
    public static (OcrReader? Reader, string Why) For(ReadOptions options)
    {
        if (!options.Ocr) return (null, "which this model does not do; choose one that does, such as retab-small");
        return OcrModels.Missing(options.OcrModels) is { } missing
            ? (null, $"and {missing} on the worker; ask its operator to run deploy/up again or to set Engines__OcrModels")
            : (new OcrReader(options), "");
    }

    /// <summary>Dots per inch that pages are drawn at.</summary>
    public int Dpi => _options.Dpi;

    /// <summary>An image as a page's content.</summary>
    /// <param name="image">Bgra8888.</param>
    /// <param name="placement">Where it stands on the page; null for one of unknown resolution that is the page.</param>
    /// <param name="token">Stops it.</param>
    public PageContent ReadPage(SKBitmap image, ImagePlacement? placement, CancellationToken token) =>
        Pipeline.ReadPage(image, placement, token);

    /// <summary>What an image shows.</summary>
    /// <param name="image">Bgra8888.</param>
    /// <param name="token">Stops it.</param>
    public RecognizedImage Read(SKBitmap image, CancellationToken token) => Pipeline.Read(image, token);

    /// <summary>What an image within a page of text shows; nothing for a drawing.</summary>
    /// <param name="image">Bgra8888.</param>
    /// <param name="token">Stops it.</param>
    public RecognizedImage ReadFigure(SKBitmap image, CancellationToken token) => Pipeline.ReadFigure(image, token);

    private OcrPipeline Pipeline => new(OcrModels.Load(_options.OcrModels!), _second);
}
