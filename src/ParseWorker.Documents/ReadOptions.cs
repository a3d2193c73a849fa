namespace ParseWorker.Documents;

/// <summary>How a document is read.</summary>
public sealed record ReadOptions
{
    /// <summary>The environment variable that tells an engine host <see cref="OcrModels"/>.</summary>
    public const string OcrModelsVariable = "PARSEWORKER_OCR_MODELS";

    /// <summary>Whether text is read from pictures too: scans, and pages without usable text.</summary>
    public required bool Ocr { get; init; }

    /// <summary>The directory of the OCR models; null or one that lacks a file means that there is no OCR.</summary>
    public string? OcrModels { get; init; }

    /// <summary>Dots per inch that pages are drawn at for OCR.</summary>
    public int Dpi { get; init; } = 192;
}
