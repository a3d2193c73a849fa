using System.Diagnostics;
using System.Globalization;
using ParseWorker.Testing;

namespace ParseWorker.Benchmarks;

/// <summary>
/// How long a cancel of a running parse takes: to the worker's token (by the database's clock, until the worker's note of it is
/// stored, so a round trip more than the token itself) and to the HTTP answer, beside BackgroundJob.Delete of a plain Hangfire job.
/// </summary>
internal static class CancelBenchmark
{
    public static async Task RunAsync(Service service, bool smoke)
    {
        await MeasureAsync(service, "just claimed", pages: 0, smoke ? 2 : 50);
        var token = await MeasureAsync(service, "half-way", pages: 4, smoke ? 2 : 50);
        foreach (var interval in new[] { TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5) })
        {
            var stock = new Sample($"Hangfire: BackgroundJob.Delete → token, checked every {interval.TotalSeconds} s");
            await StockHangfire.MeasureAsync(service.Database.ConnectionString, interval, smoke ? 1 : 20, stock);
            stock.Print();
            Console.WriteLine($"  ParseWorker's median is {stock.Median / token.Median:F0} times shorter");
        }
    }

    private static async Task<Sample> MeasureAsync(Service service, string moment, int pages, int rounds)
    {
        var token = new Sample($"ParseWorker, {moment}: request → token");
        var answer = new Sample($"ParseWorker, {moment}: request → answer");
        var (late, forced) = (0, 0);
        for (var round = 0; round < rounds; round++)
        {
            var created = await service.Client.CreateAsync(LongDocument.Bytes, "long.pdf");
            var id = (string)created["id"]!;
            await service.Client.BecomesAsync(id, TimeSpan.FromSeconds(30), "in_progress");
            await Eventually.BecomesAsync(() => PagesDoneAsync(service, id), done => done >= pages);

            var asked = Stopwatch.GetTimestamp();
            var record = await service.Client.CancelAsync(id);
            answer.Add(Stopwatch.GetElapsedTime(asked));
            if ((string?)record["status"] != "cancelled") late++;

            var ended = await service.Client.EndsAsync(id);
            token.Add(Time(ended, "acknowledged_at") - Time(ended, "requested_at"));
            if ((bool)ended["cancellation"]!["forced"]!) forced++;
        }

        token.Print();
        answer.Print();
        Console.WriteLine($"  answers that did not say cancelled yet: {late}; engines that were killed: {forced}");
        return token;
    }

    private static Task<int> PagesDoneAsync(Service service, string id) =>
        service.Database.ScalarAsync<int>("select pages_done from parseworker.parses where id = $1", id);

    private static DateTimeOffset Time(System.Text.Json.Nodes.JsonNode record, string field) =>
        DateTimeOffset.Parse((string)record["cancellation"]![field]!, CultureInfo.InvariantCulture);
}
