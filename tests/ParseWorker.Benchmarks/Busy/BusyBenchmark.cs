using ParseWorker.Benchmarks.Cancelling;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Benchmarks.Busy;

/// <summary>
/// What is left of a service on a machine that others keep busy. Promised: an engine host gets about half of what a plain process gets
/// there, and a cancel is heard as soon as ever.
/// </summary>
internal static class BusyBenchmark
{
    /// <summary>Busy processes, and cancels beside them: documents take their time to get half-way there.</summary>
    private static readonly (int Busy, int Cancels)[] Loads = [(2, 30), (10, 20), (50, 10)];

    public static async Task RunAsync(BenchmarkRun run)
    {
        var document = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(document, SampleDocuments.Pdf(pages: 2, linesPerPage: 40));
            var loads = run.Smoke ? [(Busy: 2, Cancels: 1)] : Loads;
            foreach (var (busy, _) in loads) await ShareRounds.MeasureAsync(document, busy, TimeSpan.FromSeconds(run.Smoke ? 1 : 20));
            foreach (var (busy, cancels) in loads) await CancelAsync(busy, cancels);
        }
        finally
        {
            File.Delete(document);
        }
    }

    private static async Task CancelAsync(int busy, int cancels)
    {
        Console.WriteLine($"-- 2 parses running beside {busy} busy processes");
        await using var service = new Service(workers: 2, Delivery.Push.Settings(slots: 1));
        await service.InitializeAsync();
        using var spinners = new Spinners(busy);
        await new CancelRounds(service, running: 2).MeasureAsync(cancels);
    }
}
