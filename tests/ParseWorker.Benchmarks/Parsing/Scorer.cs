using System.Diagnostics;

namespace ParseWorker.Benchmarks.Parsing;

/// <summary>
/// Runs the scorer that lies beside the documents, over all of them and over each half: every other one. A rule that helps one half and
/// hurts the other was made for single documents.
/// </summary>
internal static class Scorer
{
    /// <summary>What the scorer says, a line each.</summary>
    /// <param name="set">What was read.</param>
    /// <param name="truth">What it is compared with.</param>
    /// <param name="predictions">The folder of what was read.</param>
    public static async Task<IReadOnlyList<string>> ScoreAsync(BenchSet set, BenchTruth truth, string predictions)
    {
        var lines = new List<string>();
        foreach (var (half, documents) in Halves(set.Documents))
        {
            var names = documents.Select(document => Path.GetFileNameWithoutExtension(set.PredictionOf(document))).ToHashSet();
            lines.AddRange((await ScoreAsync(names, truth, predictions)).Select(line => $"    {half,-5} {line}"));
        }
        return lines;
    }

    private static IEnumerable<(string Name, IEnumerable<string> Documents)> Halves(IReadOnlyList<string> documents) =>
    [
        ("all", documents),
        ("odd", documents.Where((_, at) => at % 2 == 0)),
        ("even", documents.Where((_, at) => at % 2 == 1)),
    ];

    private static async Task<string[]> ScoreAsync(HashSet<string> names, BenchTruth truth, string predictions)
    {
        var part = Directory.CreateTempSubdirectory("parseworker-part-").FullName;
        try
        {
            var (wanted, read) = (Directory.CreateDirectory(Path.Combine(part, "wanted")),
                Directory.CreateDirectory(Path.Combine(part, "read")));
            foreach (var file in Directory.GetFiles(predictions, "*.md")
                .Where(file => names.Contains(Path.GetFileNameWithoutExtension(file))))
                File.CreateSymbolicLink(Path.Combine(read.FullName, Path.GetFileName(file)), file);
            return await RunAsync(truth.Scorer, truth.Option, truth.Part(names, wanted.FullName), "--pred", read.FullName);
        }
        finally
        {
            Directory.Delete(part, recursive: true);
        }
    }

    private static async Task<string[]> RunAsync(params IEnumerable<string> arguments)
    {
        using var python = Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true })!;
        var lines = (await python.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await python.WaitForExitAsync();
        return python.ExitCode == 0 ? lines : throw new InvalidOperationException($"{arguments.First()} failed; its message is above.");
    }
}
