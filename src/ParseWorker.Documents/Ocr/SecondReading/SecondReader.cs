using System.Collections.Concurrent;
using ParseWorker.Documents.Ocr.LineImages;
using ParseWorker.Documents.Ocr.Model;
using SkiaSharp;

namespace ParseWorker.Documents.Ocr.SecondReading;

/// <summary>
/// Asks Tesseract for letters that the recogniser does not know: those with marks. What goes wrong with it costs the marks, and the text is
/// what the recogniser read.
/// </summary>
internal sealed class SecondReader(Tesseract tesseract, bool onlyForeign)
{
    /// <summary>All languages in Latin script: the setting, and Debian's name of Tesseract's data for them.</summary>
    private const string AnyLatin = "Latin";

    /// <summary>The setting for none.</summary>
    private const string English = "eng";

    /// <summary>Characters of a line that is worth asking for.</summary>
    private const int FewestLetters = 2;

    /// <summary>Lines that one process is asked for: it loads for 0.3 s, and their images are temporary files of 60 KiB each.</summary>
    private const int AtOnce = 200;

    /// <summary>
    /// Tesseract holds 270 MiB; beside a larger image, in the host's memory until it is read, that may pass the host's limit.
    /// </summary>
    private const long MostPixels = 20_000_000;

    /// <summary>So many lines take 7 s of an idle processor.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>What was said already: a reason is the same for every page.</summary>
    private static readonly ConcurrentDictionary<string, bool> Said = new();

    /// <summary>A reader as the options want it; null when they want none, or Tesseract is not there.</summary>
    public static SecondReader? For(ReadOptions options)
    {
        if (options.OcrLanguages is null or English || options.TesseractCommand is not { } command) return null;
        var tesseract = new Tesseract(command, options.OcrLanguages, Limit, TimeProvider.System);
        if (File.Exists(command)) return new(tesseract, onlyForeign: options.OcrLanguages == AnyLatin);
        Say("it is not installed");
        return null;
    }

    /// <summary>The lines with their marks, by direction.</summary>
    /// <param name="directions">What the recogniser read.</param>
    /// <param name="image">Where it was read.</param>
    /// <param name="token">Stops it.</param>
    public IReadOnlyList<IReadOnlyList<RecognizedLine>> Complete(
        IReadOnlyList<IReadOnlyList<RecognizedLine>> directions, SKImage image, CancellationToken token)
    {
        if ((long)image.Width * image.Height > MostPixels) return directions;
        var lines = directions.SelectMany(direction => direction).Where(line => line.Text.Count(char.IsLetter) >= FewestLetters).ToList();
        if (onlyForeign && !ForeignText.IsLikely(lines.Select(line => line.Text))) return directions;
        var complete = lines.Chunk(AtOnce)
            .SelectMany(some => some.Zip(Ask(some, image, token), (line, second) => (line, LineMerge.Merge(line, second))))
            .ToDictionary();
        return [.. directions.Select(direction => direction.Select(line => complete.GetValueOrDefault(line, line)).ToList())];
    }

    private IReadOnlyList<string> Ask(RecognizedLine[] lines, SKImage image, CancellationToken token)
    {
        try
        {
            using var files = new LineImageFiles();
            foreach (var line in lines) Add(files, line, image, token);
            return tesseract.Read(files, token);
        }
        catch (TesseractException exception)
        {
            Say(exception.Message);
            return [];
        }
    }

    private static void Add(LineImageFiles files, RecognizedLine line, SKImage image, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        using var cut = LineImage.Cut(image, line.Box);
        files.Add(cut);
    }

    /// <summary>Once for every reason; standard error goes to the worker's log.</summary>
    private static void Say(string why)
    {
        if (Said.TryAdd(why, true))
            Console.Error.WriteLine($"Letters in images stay without marks: Tesseract was wanted for them, and {why}.");
    }
}
