using System.Text;
using ParseWorker.Testing;
using ParseWorker.Testing.Processes;

namespace ParseWorker.Benchmarks;

/// <summary>
/// How long a text of one line waits for a worker while another environment keeps all slots with long documents and has more of them
/// queued. Promised: it starts within a second, by the spare slot; beside it, the same without one.
/// </summary>
internal static class NeighbourBenchmark
{
    private const int LongDocuments = 20;

    public static async Task RunAsync(BenchmarkRun run)
    {
        await MeasureAsync(spareSlot: true, rounds: run.Smoke ? 1 : 20);
        if (!run.Smoke) await MeasureAsync(spareSlot: false, rounds: 3);
    }

    private static async Task MeasureAsync(bool spareSlot, int rounds)
    {
        var starts = new Sample($"one-line text, slots taken by a neighbour → it runs ({(spareSlot ? "spare slot" : "without one")})");
        await using var service = new Service(settings: new Dictionary<string, string> { ["Worker__SpareSlot"] = $"{spareSlot}" });
        await service.InitializeAsync();
        using var neighbour = new ParsesClient(
            service.Api.Address, await ApiProcess.CreateKeyAsync(service.Database.ConnectionString, "neighbour"));
        for (var n = 0; n < LongDocuments; n++) await service.Client.CreateAsync(LongDocument.Bytes, "long.pdf");
        await Eventually.BecomesAsync(
            () => service.Database.ScalarAsync<long>("select count(*) from parseworker.parses where status = 'in_progress'"),
            count => count >= Environment.ProcessorCount, TimeSpan.FromMinutes(1));

        for (var round = 0; round < rounds; round++)
        {
            var id = (string)(await neighbour.CreateAsync(Encoding.UTF8.GetBytes("One line."), "line.txt"))["id"]!;
            await neighbour.EndsAsync(id);
            starts.Add(await service.Database.ScalarAsync<TimeSpan>(
                "select started_at - created_at from parseworker.parses where id = $1", id));
        }

        starts.Print();
    }
}
