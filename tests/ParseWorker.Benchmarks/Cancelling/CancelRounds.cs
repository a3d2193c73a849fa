using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ParseWorker.Testing;

namespace ParseWorker.Benchmarks.Cancelling;

/// <summary>Cancels one running parse after the other; each is replaced, so that as many run all the time.</summary>
/// <param name="service">Two workers with a slot for each.</param>
/// <param name="running">How many run.</param>
/// <param name="frozen">Whether engines hear nothing when their cancel comes, so that they have to be killed.</param>
internal sealed class CancelRounds(Service service, int running, bool frozen = false)
{
    /// <summary>Hundred documents need their time to be opened on two cores.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    private readonly Queue<string> _running = [];
    private readonly Sample _token = new("request → token");
    private readonly Sample _ended = new("request → cancelled");
    private readonly Sample _answer = new("request → HTTP answer");
    private readonly Sample _work = new("processor time of workers and hosts after the request");
    private int _late;
    private int _forced;
    private int _over;

    /// <returns>Request → token.</returns>
    public async Task<Sample> MeasureAsync(int rounds)
    {
        for (var at = 0; at < running; at++) _running.Enqueue(await StartAsync());
        for (var round = 0; round < rounds; round++)
        {
            await CancelAsync(_running.Dequeue());
            _running.Enqueue(await StartAsync());
        }
        Print();
        return _token;
    }

    private async Task<string> StartAsync()
    {
        var id = (string)(await service.Client.CreateAsync(LongDocument.Bytes, "long.pdf"))["id"]!;
        await Eventually.BecomesAsync(() => ReadAsync<string>("status", id), status => status != "queued" && status != "pending", Deadline);
        return id;
    }

    /// <summary>Cancels the parse that has run longest, once it is half-way: pages of it are stored.</summary>
    private async Task CancelAsync(string id)
    {
        await Eventually.BecomesAsync(() => ReadAsync<int>("pages_done", id), done => done > 0, Deadline);
        if (frozen) foreach (var worker in service.Workers) worker.FreezeEngines();
        var before = Cpu();
        var asked = Stopwatch.GetTimestamp();
        var record = await service.Client.CancelAsync(id);
        var answer = Stopwatch.GetElapsedTime(asked);
        await NoteAsync(id, answer, isLate: (string?)record["status"] != "cancelled");
        _work.Add(Cpu() - before);
        if (frozen) foreach (var worker in service.Workers) worker.ThawEngines();
    }

    /// <summary>By the database's clock; the token's time is when the worker's note of it was stored, so a round trip too late.</summary>
    private async Task NoteAsync(string id, TimeSpan answer, bool isLate)
    {
        var ended = await service.Client.EndsAsync(id);
        if (ended["cancellation"] is not { } cancellation)
        {
            _over++;
            return;
        }
        _answer.Add(answer);
        _token.Add(Time(cancellation["acknowledged_at"]) - Time(cancellation["requested_at"]));
        _ended.Add(await ReadAsync<TimeSpan>("finished_at - cancel_requested_at", id));
        if (isLate) _late++;
        if ((bool)cancellation["forced"]!) _forced++;
    }

    private void Print()
    {
        _token.Print();
        _ended.Print();
        _answer.Print();
        if (running == 1) _work.Print();
        Console.WriteLine($"  answers that did not say cancelled yet: {_late}; engines that were killed: {_forced}; ended before their "
            + $"cancel came: {_over}");
    }

    private TimeSpan Cpu() => service.Workers.Aggregate(TimeSpan.Zero, (sum, worker) => sum + ProcessCost.TreeCpu(worker.Id));

    private Task<T> ReadAsync<T>(string column, string id) =>
        service.Database.ScalarAsync<T>($"select {column} from parseworker.parses where id = $1", id);

    private static DateTimeOffset Time(JsonNode? node) => DateTimeOffset.Parse((string)node!, CultureInfo.InvariantCulture);
}
