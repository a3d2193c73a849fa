using System.Text;

namespace ParseWorker.Benchmarks;

/// <summary>The worker's resident memory after many distinct small parses; promised: after 1,000 within 20 % of after 200.</summary>
internal static class MemoryBenchmark
{
    private const int AtOnce = 20;

    public static async Task RunAsync(Service service, bool smoke)
    {
        var (first, last) = smoke ? (20, 40) : (200, 1000);
        await ParseAsync(service, 0, first);
        var before = service.Worker.ResidentBytes;
        await ParseAsync(service, first, last);
        var after = service.Worker.ResidentBytes;
        Console.WriteLine($"worker's resident memory after {first} parses: {before / 1e6:F1} MB, after {last}: {after / 1e6:F1} MB");
        Console.WriteLine($"ratio: {(double)after / before:F2}");
    }

    private static async Task ParseAsync(Service service, int from, int to)
    {
        for (var next = from; next < to; next += AtOnce)
        {
            var created = await Task.WhenAll(Enumerable.Range(next, Math.Min(AtOnce, to - next)).Select(n =>
                service.Client.CreateAsync(Encoding.UTF8.GetBytes($"Document {n}: {new string((char)('a' + (n % 26)), 2000)}"),
                    $"{n}.txt")));
            await Task.WhenAll(created.Select(record => service.Client.EndsAsync((string)record["id"]!)));
        }
    }
}
