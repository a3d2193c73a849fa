using ParseWorker.Testing.Processes;

namespace ParseWorker.Documents.Tests;

/// <summary>How the tests read documents.</summary>
internal static class TestOcr
{
    /// <summary>Text layers only.</summary>
    public static ReadOptions Off { get; } = new() { Ocr = false };

    /// <summary>With the models that <c>deploy/test</c> installs.</summary>
    public static ReadOptions On { get; } = new() { Ocr = true, OcrModels = OcrModelFiles.Folder };

    /// <summary>With marks too, by the Tesseract that <c>deploy/test</c> installs.</summary>
    public static ReadOptions Marked { get; } = On with { OcrLanguages = "Latin", TesseractCommand = "/usr/bin/tesseract" };

    /// <summary>OCR is wanted, and its models are not installed.</summary>
    public static ReadOptions Missing { get; } = new() { Ocr = true, OcrModels = "/nonexistent" };
}
