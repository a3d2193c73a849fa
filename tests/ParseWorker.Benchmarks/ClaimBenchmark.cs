using System.Text;

namespace ParseWorker.Benchmarks;

/// <summary>Create → claimed on an idle worker, by the database's clock; promised: a median within the queue's poll interval.</summary>
internal static class ClaimBenchmark
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    public static async Task RunAsync(Service service, bool smoke)
    {
        var claimed = new Sample("create → claimed");
        var completed = new Sample("create → completed (a small text, cold engine host)");
        for (var round = 0; round < (smoke ? 3 : 60); round++)
        {
            var record = await service.Client.CreateAsync(Encoding.UTF8.GetBytes($"A small document, number {round}."), "small.txt");
            await service.Client.EndsAsync((string)record["id"]!);
            claimed.Add(await AgeAsync(service, (string)record["id"]!, "started_at"));
            completed.Add(await AgeAsync(service, (string)record["id"]!, "finished_at"));
        }

        claimed.Print();
        completed.Print();
        Console.WriteLine($"median of create → claimed / queue poll interval ({PollInterval.TotalMilliseconds} ms): "
            + $"{claimed.Median / PollInterval.TotalMilliseconds:F2}");
    }

    private static async Task<TimeSpan> AgeAsync(Service service, string id, string until) =>
        await service.Database.ScalarAsync<TimeSpan>($"select {until} - created_at from parseworker.parses where id = $1", id);
}
