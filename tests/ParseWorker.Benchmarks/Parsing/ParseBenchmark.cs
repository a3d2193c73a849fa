using ParseWorker.Testing.Documents;

namespace ParseWorker.Benchmarks.Parsing;

/// <summary>
/// How well and at what cost documents become text: every set of the bench folder read twice by a warm engine host (the second
/// pass counts), scored against its truth as a whole and by halves, beside LiteParse in the same run when it is installed;
/// and made-up pages of a seed that nobody looked at.
/// </summary>
internal static class ParseBenchmark
{
    public static async Task RunAsync(BenchmarkRun run)
    {
        var output = run.KeepFolder ?? Directory.CreateTempSubdirectory("parseworker-parse-").FullName;
        Directory.CreateDirectory(output);
        try
        {
            if (run.TypesetSeed is null)
                foreach (var set in await SetsAsync(run, output)) await MeasureAsync(set, run, output);
            if (run.Sets.Count == 0) await TypesetSet.MeasureAsync(run);
        }
        finally
        {
            if (run.KeepFolder is null) Directory.Delete(output, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<BenchSet>> SetsAsync(BenchmarkRun run, string output)
    {
        var folder = run.BenchFolder ?? BenchSet.DefaultFolder;
        if (!run.Smoke && Directory.Exists(folder)) return [.. BenchSet.In(folder).Where(set => run.Takes(set.Name))];
        if (!run.Smoke) Console.WriteLine($"{folder} is missing (--bench=FOLDER names another): made-up pages only, speed without scores.");
        var path = Path.Combine(output, "made-up.pdf");
        await File.WriteAllBytesAsync(path, SampleDocuments.Pdf(pages: run.Smoke ? 3 : 200, linesPerPage: 40));
        return [BenchSet.Untold("made-up.pdf", [path])];
    }

    private static async Task MeasureAsync(BenchSet set, BenchmarkRun run, string output)
    {
        if (set.Documents.Count == 0)
        {
            Console.WriteLine($"-- {set.Name} is missing");
            return;
        }
        Console.WriteLine($"-- {set.Name}, {set.Documents.Count} documents");
        foreach (var model in set.Models) await MeasureAsync(set, model, folder => OursAsync(set, model, folder), output);
        if (run.LiteParseFolder is { } package && ReadByLiteParse(set))
        {
            await MeasureAsync(set, "LiteParse", folder => LiteParsePeer.ReadAsync(set, package, ocrModel: null, folder), output);
            if (LiteParsePeer.OcrModelIn(package) is { } model)
                await MeasureAsync(set, "LiteParse with OCR", folder => LiteParsePeer.ReadAsync(set, package, model, folder), output);
        }
        foreach (var line in RecordedPeers.Of(set.Name)) Console.WriteLine($"  recorded: {line}");
    }

    private static async Task<Usage> OursAsync(BenchSet set, string model, string folder)
    {
        using var engine = new EnginePeer();
        var first = await engine.ReadAsync(set, model, folder);
        foreach (var (document, code) in first.Refused) Console.WriteLine($"  {document}: {code}");
        return await engine.ReadAsync(set, model, folder);
    }

    private static async Task MeasureAsync(BenchSet set, string reader, Func<string, Task<Usage>> readAsync, string output)
    {
        var folder = Directory.CreateDirectory(Path.Combine(output, "read", set.Name, reader)).FullName;
        var usage = await readAsync(folder);
        Console.WriteLine($"  {reader,-20} {usage}");
        if (set.Truth is { } truth) Console.WriteLine(string.Join('\n', await Scorer.ScoreAsync(set, truth, folder)));
        if (set.Name == FieldChecks.Set) Console.WriteLine(string.Join('\n', FieldChecks.Of(set, folder)));
    }

    private static bool ReadByLiteParse(BenchSet set) => Path.GetExtension(set.Documents[0]) is ".pdf" or ".jpg";
}
