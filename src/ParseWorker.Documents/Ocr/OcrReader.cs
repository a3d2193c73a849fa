using ParseWorker.Documents.Ocr.Model;
using ParseWorker.Documents.Ocr.SecondReading;
using SkiaSharp;

namespace ParseWorker.Documents.Ocr;

/// <summary>OCR as engines use it: pictures in, lines of text out.</summary>
internal sealed class OcrReader
{
    private readonly ReadOptions _options;

    private readonly SecondReader? _second;

    private OcrReader(ReadOptions options) => (_options, _second) = (options, SecondReader.For(options));

    /// <summary>OCR as the options want it, or an explanation of why there is none: how a sentence goes on behind "It needs OCR, ".</summary>
    public static (OcrReader? Reader, string Why) For(ReadOptions options)
    {
        if (!options.Ocr) return (null, "which this model does not do; choose one that does, such as retab-small");
        return OcrModels.Missing(options.OcrModels) is { } missing
            ? (null, $"and {missing} on the worker; ask its operator to run deploy/up again or to set Engines__OcrModels")
            : (new OcrReader(options), "");
    }

    /// <summary>Dots per inch that pages are drawn at.</summary>
    public int Dpi => _options.Dpi;

    /// <summary>What a picture shows.</summary>
    /// <param name="picture">Bgra8888.</param>
    /// <param name="token">Stops it.</param>
    public RecognizedImage Read(SKBitmap picture, CancellationToken token) => Reader.Read(picture, token);

    /// <summary>What a picture shows that stands within text; nothing for a drawing.</summary>
    /// <param name="picture">Bgra8888.</param>
    /// <param name="token">Stops it.</param>
    public RecognizedImage ReadFigure(SKBitmap picture, CancellationToken token) => Reader.ReadFigure(picture, token);

    private OcrPipeline Reader => new(OcrModels.Load(_options.OcrModels!), _second);
}
