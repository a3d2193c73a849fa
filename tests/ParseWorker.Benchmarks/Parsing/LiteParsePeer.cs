using System.Diagnostics;
using System.Text.Json;

namespace ParseWorker.Benchmarks.Parsing;

/// <summary>LiteParse (npm <c>@llamaindex/liteparse</c>) in one Node process: two passes over a set, the second one measured.</summary>
internal static class LiteParsePeer
{
    /// <summary>Tesseract's model, when <c>npm install @tesseract.js-data/eng</c> ran in the folder too; null without.</summary>
    public static string? OcrModelIn(string folder)
    {
        var path = Path.Combine(folder, "node_modules/@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz");
        return File.Exists(path) ? path : null;
    }

    /// <summary>Reads every document of a set; with OCR when a model is given.</summary>
    public static async Task<Usage> ReadAsync(BenchSet set, string folder, string? ocrModel, string outputFolder)
    {
        var job = JsonSerializer.Serialize(new
        {
            package = Path.Combine(folder, "node_modules/@llamaindex/liteparse/dist/lib.js"),
            ocrModel,
            documents = set.Documents.Select(document =>
                new { path = document, output = Path.Combine(outputFolder, set.PredictionOf(document)) }),
        });
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "Parsing/liteparse.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(job);
        node.StandardInput.Close();
        var answer = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        if (node.ExitCode != 0) throw new InvalidOperationException("LiteParse's process failed; its message is above.");
        using var result = JsonDocument.Parse(answer);
        var root = result.RootElement;
        return new(
            root.GetProperty("pages").GetInt32(),
            TimeSpan.FromMilliseconds(root.GetProperty("wallMs").GetDouble()),
            TimeSpan.FromMilliseconds(root.GetProperty("cpuMs").GetDouble()),
            root.GetProperty("peakKb").GetInt64() * 1024,
            HalfwayBytes: 0,
            SlowestFirstPage: TimeSpan.Zero,
            root.GetProperty("refused").Deserialize<Dictionary<string, string>>()!);
    }
}
