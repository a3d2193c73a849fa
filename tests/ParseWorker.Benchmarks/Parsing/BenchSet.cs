using System.Text.Json;
using ParseWorker.Core.Parses;
using ParseWorker.Testing.Processes;

namespace ParseWorker.Benchmarks.Parsing;

/// <summary>Documents of one kind with their truth.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Documents">Their files, in a fixed order; none when the set is missing.</param>
/// <param name="Truth">What they are compared with; null when only the time counts.</param>
/// <param name="Tables">How tables are written: as the truth writes them.</param>
/// <param name="KeepsExtension">Whether a prediction's file name holds the document's extension.</param>
internal sealed record BenchSet(string Name, IReadOnlyList<string> Documents, BenchTruth? Truth, TableFormat Tables, bool KeepsExtension)
{
    private const string Layout = "layout";
    private const string Lists = "lists";

    /// <summary>The folder beside the checkout that holds the sets, when none was named.</summary>
    public static string DefaultFolder => Path.GetFullPath(Path.Combine(Repository.Root, "../shared/bench"));

    /// <summary>The models that it is read with: those whose difference shows on it.</summary>
    public IReadOnlyList<string> Models => Name switch
    {
        Layout => ["retab-micro", "retab-small"],
        Lists => ["retab-micro"],
        _ => ["retab-small"],
    };

    /// <summary>The file name of what was read of a document.</summary>
    public string PredictionOf(string document) =>
        (KeepsExtension ? Path.GetFileName(document) : Path.GetFileNameWithoutExtension(document)) + ".md";

    /// <summary>Documents without truth.</summary>
    public static BenchSet Untold(string name, IReadOnlyList<string> documents) =>
        new(name, documents, Truth: null, TableFormat.Html, KeepsExtension: true);

    /// <summary>The sets that a folder may hold; those that are missing have no documents.</summary>
    public static IReadOnlyList<BenchSet> In(string folder) =>
    [
        Plain(folder, Layout, "pdf", new("layout/ground-truth", "score.py", "--gt")),
        Plain(folder, "tables", "pdf", new("tables/ground-truth", "score.py", "--gt")),
        Plain(folder, "latex-tables", "pdf", new("latex-tables/truth", "score_tables.py", "--truth")),
        Plain(folder, Lists, "pdf", new("lists/html", "score_rows.py", "--html")),
        .. FactKinds.Select(kind => Facts(folder, kind)),
        Plain(folder, "forms", "img", new("forms/words", "score_ocr.py", "--gt")),
        Plain(folder, "receipts", "img", new("receipts/words", "score_ocr.py", "--gt")),
        .. Formats.Select(format => Office(folder, format)),
        Untold(FieldChecks.Set,
            [.. Files(folder, FieldChecks.Set).Where(file => !file.EndsWith(".expected.txt", StringComparison.Ordinal))]),
        .. Files(folder, "samples").Select(file => Untold(Path.GetFileName(file), [file])),
    ];

    private static IEnumerable<string> Formats => ["docx", "html", "xlsx", "pptx", "csv"];

    private static IEnumerable<string> FactKinds => ["multi_column", "long_tiny_text", "old_scans"];

    private static BenchSet Plain(string folder, string name, string documents, BenchTruth truth) =>
        new(name, Files(folder, Path.Combine(name, documents)), truth.In(folder), TableFormat.Html, KeepsExtension: false);

    private static BenchSet Office(string folder, string format) => new(
        $"office {format}",
        [.. Files(folder, "office/src").Where(file => file.EndsWith($".{format}", StringComparison.Ordinal))],
        new BenchTruth("office/reference", "score.py", "--gt").In(folder),
        TableFormat.Markdown,
        KeepsExtension: true);

    /// <summary>The pages that a file of facts speaks of.</summary>
    private static BenchSet Facts(string folder, string kind)
    {
        var truth = new BenchTruth($"facts/{kind}.jsonl", "score_rules.py", "--tests").In(folder);
        var named = File.Exists(truth.Path) ? File.ReadLines(truth.Path).Select(BenchTruth.PageOf).ToHashSet() : [];
        return new(
            $"facts {kind}",
            [.. Files(folder, "facts/pdf").Where(file => named.Contains(Path.GetFileNameWithoutExtension(file)))],
            truth,
            TableFormat.Html,
            KeepsExtension: false);
    }

    private static IReadOnlyList<string> Files(string folder, string below)
    {
        var path = Path.Combine(folder, below);
        return Directory.Exists(path) ? [.. Directory.GetFiles(path).Order(StringComparer.Ordinal)] : [];
    }
}

/// <summary>What documents are compared with.</summary>
/// <param name="Path">A folder with a file for each document, or a file with a line for each fact.</param>
/// <param name="Scorer">A Python program that lies beside the sets; takes what was read as <c>--pred</c>.</param>
/// <param name="Option">How the program is told the path.</param>
internal sealed record BenchTruth(string Path, string Scorer, string Option)
{
    /// <summary>As it lies in a folder of sets.</summary>
    public BenchTruth In(string folder) =>
        this with { Path = System.IO.Path.Combine(folder, Path), Scorer = System.IO.Path.Combine(folder, Scorer) };

    /// <summary>The page that a line of facts speaks of, without extension.</summary>
    public static string PageOf(string line)
    {
        using var fact = JsonDocument.Parse(line);
        return System.IO.Path.GetFileNameWithoutExtension(fact.RootElement.GetProperty("pdf").GetString()!);
    }

    /// <summary>Writes what it says of some documents into a folder, and says where.</summary>
    /// <param name="names">The documents, as files of truth and of what was read are called, without extension.</param>
    /// <param name="folder">An empty one.</param>
    public string Part(IReadOnlySet<string> names, string folder)
    {
        if (File.Exists(Path))
        {
            var part = System.IO.Path.Combine(folder, System.IO.Path.GetFileName(Path));
            File.WriteAllLines(part, File.ReadLines(Path).Where(line => names.Contains(PageOf(line))));
            return part;
        }
        foreach (var file in Directory.GetFiles(Path).Where(file => names.Contains(System.IO.Path.GetFileNameWithoutExtension(file))))
            File.CreateSymbolicLink(System.IO.Path.Combine(folder, System.IO.Path.GetFileName(file)), file);
        return folder;
    }
}
