using System.Globalization;
using ParseWorker.Typesetting;
using ParseWorker.Typesetting.Html;
using ParseWorker.Typesetting.Scoring;

namespace ParseWorker.Benchmarks.Parsing;

/// <summary>Made-up documents of a seed that nobody looked at, each kind scored by itself.</summary>
internal static class TypesetSet
{
    /// <summary>Sets documents, reads each as soon as it is there, and shows how well that went.</summary>
    /// <param name="run">Names the seed and how many; where it names a folder, documents stay there beside truth and reading.</param>
    public static async Task MeasureAsync(BenchmarkRun run)
    {
        var (seed, count) = (run.TypesetSeed ?? Random.Shared.Next(1_000_000), run.Smoke ? 3 : run.Pages);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"-- typeset, seed {seed}, {count} documents"));
        await using var browser = await Browser.StartAsync(CancellationToken.None);
        var readings = new List<Task<Reading>>();
        await foreach (var document in new TypesetDocuments(browser).SetAsync(seed, count, InstalledFonts.Find()))
            readings.Add(Task.Run(() => ReadAsync(document, run.KeepFolder)));
        Show(await Task.WhenAll(readings));
    }

    private static async Task<Reading> ReadAsync(TypesetDocument document, string? folder)
    {
        var text = await InProcessReader.ReadAsync(document.Content, document.FileName);
        if (folder is not null)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, document.FileName), document.Content);
            await File.WriteAllTextAsync(Path.Combine(folder, document.Name + ".truth.md"), document.Truth);
            await File.WriteAllTextAsync(Path.Combine(folder, document.Name + ".md"), text);
        }
        return new(document.Name, document.Kind, PageScore.Of(text, document.Truth));
    }

    private static void Show(Reading[] readings)
    {
        foreach (var kind in readings.GroupBy(reading => reading.Kind)
            .OrderBy(kind => kind.Average(reading => reading.Score.Overall))) Line(kind.Key, [.. kind]);
        Line("tables", [.. readings.Where(reading => reading.Score.Tables is not null)]);
        Line("all", [.. readings]);
    }

    private static void Line(string name, List<Reading> readings)
    {
        var worst = readings.MinBy(reading => reading.Score.Overall)!;
        var means = string.Join("  ", Metrics.Select(metric => $"{metric.Name} {Mean(readings, metric.Of)}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {name,-20} {readings.Count,5}  {means}  worst {worst.Score.Overall:F3} {worst.Name}"));
    }

    private static IEnumerable<(string Name, Func<PageScore, double?> Of)> Metrics =>
        [("order", score => score.Order), ("tables", score => score.Tables), ("structure", score => score.Structure),
            ("headings", score => score.Headings)];

    private static string Mean(List<Reading> readings, Func<PageScore, double?> of) =>
        readings.Select(reading => of(reading.Score)).Average() is { } mean ? mean.ToString("F3", CultureInfo.InvariantCulture) : "    –";

    private sealed record Reading(string Name, string Kind, PageScore Score);
}
