using System.Diagnostics;
using ParseWorker.Benchmarks.Isolation;

namespace ParseWorker.Benchmarks.Busy;

/// <summary>
/// How many documents an engine host reads beside busy processes, against a plain process that reads the same document in the same seconds.
/// </summary>
internal static class ShareRounds
{
    /// <summary>Readings that are not counted: the compiler works on after the first ones.</summary>
    public const int WarmUps = 20;

    public static async Task MeasureAsync(string document, int busy, TimeSpan time)
    {
        await using var host = new WarmHost();
        for (var i = 0; i < WarmUps; i++) await host.ReadAsync(document);
        using var plain = await PlainReader.StartAsync(document);
        using var spinners = new Spinners(busy);

        var (began, read) = (Stopwatch.GetTimestamp(), 0);
        for (; Stopwatch.GetElapsedTime(began) < time; read++) await host.ReadAsync(document);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var beside = await PlainReader.EndAsync(plain);

        Console.WriteLine($"{$"beside {busy} busy processes",-26} host {read / took,7:F1} documents/s   plain process at nice 0 "
            + $"{beside / took,7:F1} documents/s   {(double)read / beside:P0} of it");
    }
}
