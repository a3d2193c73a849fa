using System.Collections.Concurrent;
using ParseWorker.Documents.Ocr.Detection;
using ParseWorker.Documents.Ocr.Directions;
using ParseWorker.Documents.Ocr.Networks;
using ParseWorker.Documents.Ocr.Recognition;

namespace ParseWorker.Documents.Ocr;

/// <summary>
/// The networks of one directory: a detector (<c>*det*.onnx</c>), a recogniser (<c>*rec*.onnx</c>), a classifier of lines that are
/// upside down (<c>*cls*.onnx</c>) and the recogniser's dictionary (<c>*.txt</c>). Loaded when first needed and kept as long as the
/// process lives: loading takes longer than reading a page.
/// </summary>
internal sealed class OcrModels
{
    private static readonly ConcurrentDictionary<string, Lazy<OcrModels>> Loaded = new();

    private OcrModels(string directory)
    {
        Detector = new TextDetector(new Network(Only(directory, "*det*.onnx")!));
        Recognizer = new TextRecognizer(new Network(Only(directory, "*rec*.onnx")!),
            new CharacterSet(File.ReadAllLines(Only(directory, "*.txt")!)));
        UpsideDown = new UpsideDownClassifier(new Network(Only(directory, "*cls*.onnx")!));
    }

    public TextDetector Detector { get; }

    public TextRecognizer Recognizer { get; }

    public UpsideDownClassifier UpsideDown { get; }

    /// <summary>The models of a directory.</summary>
    /// <exception cref="Microsoft.ML.OnnxRuntime.OnnxRuntimeException">A file is no network.</exception>
    public static OcrModels Load(string directory) =>
        Loaded.GetOrAdd(Path.GetFullPath(directory), path => new Lazy<OcrModels>(() => new OcrModels(path))).Value;

    /// <summary>Says what a directory lacks, or null when everything is there.</summary>
    public static string? Missing(string? directory)
    {
        if (string.IsNullOrEmpty(directory)) return "no directory of OCR models is set";
        if (!Directory.Exists(directory)) return "the directory of OCR models does not exist";
        string[] patterns = ["*det*.onnx", "*rec*.onnx", "*cls*.onnx", "*.txt"];
        var lacking = Array.Find(patterns, pattern => Only(directory, pattern) is null);
        return lacking is null ? null : $"the directory of OCR models has no file {lacking}, or several";
    }

    private static string? Only(string directory, string pattern)
    {
        var files = Directory.GetFiles(directory, pattern);
        return files.Length == 1 ? files[0] : null;
    }
}
