using System.Diagnostics;

namespace ParseWorker.Benchmarks.Parsing;

/// <summary>Runs the scorer that lies beside the documents, and shows its last line.</summary>
internal static class Scorer
{
    public static async Task<string> ScoreAsync(BenchSet set, string truth, string predictions)
    {
        var arguments = new List<string> { set.Scorer, "--gt", truth, "--pred", predictions };
        if (set.KeepsExtension) arguments.AddRange(["--docs", await WriteNamesAsync(set, predictions)]);
        var start = new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true };
        using var python = Process.Start(start)!;
        var lines = (await python.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await python.WaitForExitAsync();
        return python.ExitCode == 0 ? string.Join('\n', lines)
            : throw new InvalidOperationException($"{set.Scorer} failed; its message is above.");
    }

    /// <summary>The scorer's folder of truth holds all formats; this names the ones that were read.</summary>
    private static async Task<string> WriteNamesAsync(BenchSet set, string predictions)
    {
        var path = Path.Combine(predictions, "names.txt");
        await File.WriteAllLinesAsync(path, set.Documents.Select(document => Path.GetFileNameWithoutExtension(set.PredictionOf(document))));
        return path;
    }
}
