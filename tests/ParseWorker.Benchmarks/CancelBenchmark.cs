using System.Diagnostics;
using System.Globalization;

namespace ParseWorker.Benchmarks;

/// <summary>
/// How long a cancel of a running parse takes: to the worker's token (by the database's clock, until the worker's note of it is
/// stored, so a round trip more than the token itself) and to the HTTP answer, beside BackgroundJob.Delete of a plain Hangfire job.
/// </summary>
internal static class CancelBenchmark
{
    public static async Task RunAsync(Service service, bool smoke)
    {
        var token = new Sample("ParseWorker: request → token");
        var answer = new Sample("ParseWorker: request → answer, already cancelled");
        var late = 0;
        for (var round = 0; round < (smoke ? 2 : 50); round++)
        {
            var created = await service.Client.CreateAsync(LongDocument.Bytes, "long.pdf");
            var id = (string)created["id"]!;
            await service.Client.BecomesAsync(id, TimeSpan.FromSeconds(30), "in_progress");

            var asked = Stopwatch.GetTimestamp();
            var record = await service.Client.CancelAsync(id);
            answer.Add(Stopwatch.GetElapsedTime(asked));
            if ((string?)record["status"] != "cancelled") late++;

            var ended = await service.Client.EndsAsync(id);
            token.Add(Time(ended, "acknowledged_at") - Time(ended, "requested_at"));
        }

        token.Print();
        answer.Print();
        Console.WriteLine($"answers that did not say cancelled yet: {late}");

        foreach (var interval in new[] { TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5) })
        {
            var stock = new Sample($"Hangfire: BackgroundJob.Delete → token, checked every {interval.TotalSeconds} s");
            await StockHangfire.MeasureAsync(service.Database.ConnectionString, interval, smoke ? 1 : 20, stock);
            stock.Print();
            Console.WriteLine($"  ParseWorker's median is {stock.Median / token.Median:F0} times shorter");
        }
    }

    private static DateTimeOffset Time(System.Text.Json.Nodes.JsonNode record, string field) =>
        DateTimeOffset.Parse((string)record["cancellation"]![field]!, CultureInfo.InvariantCulture);
}
