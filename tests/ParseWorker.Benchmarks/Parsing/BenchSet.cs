using ParseWorker.Core.Parses;
using ParseWorker.Testing.Processes;

namespace ParseWorker.Benchmarks.Parsing;

/// <summary>Documents of one kind with their truth, and the scorer that compares.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Documents">Their files, in a fixed order.</param>
/// <param name="Truth">The folder the scorer is given; null when only the time counts.</param>
/// <param name="Scorer">A Python program of the documents' folder: <c>--gt</c> truth, <c>--pred</c> what was parsed.</param>
/// <param name="Tables">How tables are written: as the truth writes them.</param>
/// <param name="KeepsExtension">Whether a prediction's file name holds the document's extension.</param>
internal sealed record BenchSet(string Name, IReadOnlyList<string> Documents, string? Truth, string Scorer, TableFormat Tables,
    bool KeepsExtension)
{
    public string PredictionOf(string document) =>
        (KeepsExtension ? Path.GetFileName(document) : Path.GetFileNameWithoutExtension(document)) + ".md";

    /// <summary>Documents without truth.</summary>
    public static BenchSet Untold(string name, IReadOnlyList<string> documents) =>
        new(name, documents, Truth: null, Scorer: "", TableFormat.Html, KeepsExtension: true);

    /// <summary>
    /// The sets of a folder: <c>layout</c>, <c>receipts</c>, <c>office</c>, <c>samples</c>; those that are missing are left out.
    /// </summary>
    public static IReadOnlyList<BenchSet> In(string folder)
    {
        List<BenchSet?> sets =
        [
            Read(folder, "layout", "pdf", "ground-truth", "score.py", keepsExtension: false),
            Read(folder, "receipts", "img", "words", "score_ocr.py", keepsExtension: false),
            .. Formats.Select(format => Read(folder, "office", "src", "reference", "score.py", keepsExtension: true, format)),
            .. Samples(folder).Select(file => Untold(Path.GetFileName(file), [file])),
        ];
        return [.. sets.OfType<BenchSet>()];
    }

    /// <summary>The folder beside the checkout that holds them, when none was named.</summary>
    public static string DefaultFolder => Path.GetFullPath(Path.Combine(Repository.Root, "../shared/bench"));

    private static IEnumerable<string> Formats => ["docx", "html", "xlsx", "pptx", "csv"];

    private static IEnumerable<string> Samples(string folder) =>
        Directory.Exists(Path.Combine(folder, "samples")) ? Directory.GetFiles(folder, "samples/*.pdf").Order(StringComparer.Ordinal) : [];

    private static BenchSet? Read(string folder, string name, string documents, string truth, string scorer, bool keepsExtension,
        string extension = "*")
    {
        var files = Path.Combine(folder, name, documents);
        if (!Directory.Exists(files)) return null;
        var found = Directory.GetFiles(files, $"*.{extension}").Order(StringComparer.Ordinal).ToList();
        var label = extension == "*" ? name : $"{name} {extension}";
        return found.Count == 0 ? null : new(label, found, Path.Combine(folder, name, truth), Path.Combine(folder, scorer), name == "office"
            ? TableFormat.Markdown : TableFormat.Html, keepsExtension);
    }
}
