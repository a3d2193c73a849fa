using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ParseWorker.Testing;

namespace ParseWorker.Benchmarks.Cancelling;

/// <summary>Cancels one running parse after the other; each is replaced, so that as many run all the time.</summary>
internal sealed class CancelRounds(Service service, int running)
{
    /// <summary>Hundred hosts need their time to start on two cores.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    /// <summary>Parses that are started at a time: a crowd of starts is another benchmark.</summary>
    private const int Starts = 10;

    private readonly Queue<string> _running = [];
    private readonly Sample _token = new("request → token");
    private readonly Sample _ended = new("request → cancelled");
    private readonly Sample _answer = new("request → HTTP answer");
    private int _late;
    private int _forced;

    /// <returns>Request → token.</returns>
    public async Task<Sample> MeasureAsync(int rounds)
    {
        foreach (var starts in Enumerable.Range(0, running).Chunk(Starts))
            foreach (var id in await Task.WhenAll(starts.Select(_ => StartAsync()))) _running.Enqueue(id);
        var work = TimeSpan.Zero;
        for (var round = 0; round < rounds; round++)
        {
            var before = Cpu();
            await CancelAsync(_running.Dequeue());
            work += Cpu() - before;
            _running.Enqueue(await StartAsync());
        }
        Print(work / rounds);
        return _token;
    }

    /// <summary>A parse that is half-way through: pages of it are stored.</summary>
    private async Task<string> StartAsync()
    {
        var id = (string)(await service.Client.CreateAsync(LongDocument.Bytes, "long.pdf"))["id"]!;
        await Eventually.BecomesAsync(() => PagesDoneAsync(id), done => done > 0, Deadline);
        return id;
    }

    private async Task CancelAsync(string id)
    {
        var asked = Stopwatch.GetTimestamp();
        var record = await service.Client.CancelAsync(id);
        _answer.Add(Stopwatch.GetElapsedTime(asked));
        if ((string?)record["status"] != "cancelled") _late++;

        // By the database's clock; the token's time is when the worker's note of it was stored, so a round trip too late.
        var ended = await service.Client.EndsAsync(id);
        var cancellation = ended["cancellation"] ?? throw new InvalidOperationException($"{id} ended by itself before its cancel: {ended["status"]}, {ended["error"]}.");
        _token.Add(Time(cancellation["acknowledged_at"]) - Time(cancellation["requested_at"]));
        _ended.Add(await service.Database.ScalarAsync<TimeSpan>("select finished_at - cancel_requested_at from parseworker.parses where id = $1", id));
        if ((bool)cancellation["forced"]!) _forced++;
    }

    private void Print(TimeSpan work)
    {
        _token.Print();
        _ended.Print();
        _answer.Print();
        Console.WriteLine($"  answers that did not say cancelled yet: {_late}; engines that were killed: {_forced}");
        if (running == 1) Console.WriteLine($"  workers and engine hosts worked {work.TotalMilliseconds:F0} ms of processor time after the request");
    }

    private TimeSpan Cpu() => service.Workers.Aggregate(TimeSpan.Zero, (sum, worker) => sum + ProcessCost.TreeCpu(worker.Id));

    private Task<int> PagesDoneAsync(string id) =>
        service.Database.ScalarAsync<int>("select pages_done from parseworker.parses where id = $1", id);

    private static DateTimeOffset Time(JsonNode? node) => DateTimeOffset.Parse((string)node!, CultureInfo.InvariantCulture);
}
