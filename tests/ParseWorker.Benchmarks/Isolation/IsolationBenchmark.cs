using System.Diagnostics;
using ParseWorker.Benchmarks.Parsing;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Benchmarks.Isolation;

/// <summary>
/// What it costs that a document is read in a warm engine host and not in the worker: the same documents both ways, turn by turn.
/// Promised: under 5 ms, and under 10 % of the median document.
/// </summary>
internal static class IsolationBenchmark
{
    /// <summary>Rounds over all documents that are not counted: the compiler works on after the first ones.</summary>
    private const int WarmUps = 2;

    /// <summary>Rounds of one kind before the other's turn: a slot of a busy worker finds the processor's caches warm, too.</summary>
    private const int InARow = 5;

    public static async Task RunAsync(BenchmarkRun run)
    {
        var folder = Directory.CreateTempSubdirectory("parseworker-isolation-").FullName;
        try
        {
            await using var pool = new WarmHost();
            foreach (var (name, documents) in Sets(run, folder)) await MeasureAsync(name, documents, pool, rounds: run.Smoke ? 1 : 4);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<(string Name, IReadOnlyList<string> Documents)> Sets(BenchmarkRun run, string folder)
    {
        yield return ("generated", [.. Generated().Select(document => Write(folder, document.Name, document.Content))]);
        var bench = run.BenchFolder ?? BenchSet.DefaultFolder;
        var layout = Path.Combine(bench, "layout", "pdf");
        if (run.Smoke) yield break;
        if (Directory.Exists(layout)) yield return ("layout", [.. Directory.GetFiles(layout, "*.pdf").Order(StringComparer.Ordinal)]);
        else Console.WriteLine($"{layout} is missing (--bench=FOLDER names another): generated documents only.");
    }

    private static IEnumerable<(string Name, byte[] Content)> Generated() =>
    [
        ("one.pdf", SampleDocuments.Pdf(pages: 1, linesPerPage: 40)),
        ("ten.pdf", SampleDocuments.Pdf(pages: 10, linesPerPage: 40)),
        ("hundred.pdf", SampleDocuments.Pdf(pages: 100, linesPerPage: 40)),
        ("letter.docx",
            SampleDocx.WithParagraphs(
            [.. Enumerable.Range(1, 400).Select(number => $"Paragraph {number} says something about the matter.")])),
        ("table.csv", Text(Enumerable.Range(1, 2000).Select(row => $"{row},Item {row},{row * 3}"))),
        ("page.html", Text(Enumerable.Range(1, 1000).Select(number => $"<h2>Heading {number}</h2><p>Paragraph <b>{number}</b>.</p>"))),
        ("notes.txt", Text(Enumerable.Range(1, 2000).Select(number => $"Line {number} of the notes."))),
    ];

    private static byte[] Text(IEnumerable<string> lines) => System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines));

    private static string Write(string folder, string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static async Task MeasureAsync(string name, IReadOnlyList<string> documents, WarmHost host, int rounds)
    {
        var readable = new List<string>();
        foreach (var document in documents)
        {
            if (await InProcess.ReadAsync(document)) readable.Add(document);
        }

        foreach (var document in Enumerable.Repeat(readable, WarmUps).SelectMany(all => all)) await MeasureAsync(document, host, rounds: 1);
        var costs = new List<Cost>();
        foreach (var document in readable) costs.Add(await MeasureAsync(document, host, rounds));
        Print(name, costs);
    }

    private static async Task<Cost> MeasureAsync(string document, WarmHost host, int rounds)
    {
        var (inside, outside) = (new List<Round>(), new List<Round>());
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < InARow; i++) inside.Add(await TimeAsync(() => InProcess.ReadAsync(document), host));
            for (var i = 0; i < InARow; i++) outside.Add(await TimeAsync(() => host.ReadAsync(document), host));
        }

        return new(inside.Min(round => round.Wall), outside.Min(round => round.Wall), AverageCpu(inside), AverageCpu(outside));
    }

    /// <summary>Wall time, and the processor time of this process and the host together.</summary>
    private static async Task<Round> TimeAsync(Func<Task<bool>> read, WarmHost host)
    {
        var (began, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime + host.Cpu);
        if (!await read()) throw new InvalidOperationException("A document that was read before was refused.");
        return new(Stopwatch.GetElapsedTime(began), Environment.CpuUsage.TotalTime + host.Cpu - cpu);
    }

    private static void Print(string name, List<Cost> costs)
    {
        var document = Median(costs, cost => cost.Inside);
        var isolation = Median(costs, cost => cost.Host - cost.Inside);
        Console.WriteLine(
            $"{name,-10} {costs.Count,4} documents   in-process {document,6:F2} ms   warm host {Median(costs, cost => cost.Host),6:F2} ms"
            + $"   isolation {isolation,5:F2} ms, {isolation / document:P1} of the median document");
        Console.WriteLine(
            $"{"",-25}   CPU        {costs.Average(cost => cost.InsideCpu.TotalMilliseconds),6:F2} ms             "
            + $"{costs.Average(cost => cost.HostCpu.TotalMilliseconds),6:F2} ms   on average");
    }

    private static TimeSpan AverageCpu(List<Round> rounds) =>
        TimeSpan.FromMilliseconds(rounds.Average(round => round.Cpu.TotalMilliseconds));

    private static double Median(List<Cost> costs, Func<Cost, TimeSpan> part) =>
        costs.Select(part).Order().ElementAt(costs.Count / 2).TotalMilliseconds;

    private readonly record struct Round(TimeSpan Wall, TimeSpan Cpu);

    /// <summary>
    /// What one document took: the best of its rounds, which no neighbour on the machine disturbed, and processor time on average.
    /// </summary>
    private sealed record Cost(TimeSpan Inside, TimeSpan Host, TimeSpan InsideCpu, TimeSpan HostCpu);
}
