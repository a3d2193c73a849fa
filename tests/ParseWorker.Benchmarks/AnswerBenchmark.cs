using System.Diagnostics;
using System.Net;
using System.Text;

namespace ParseWorker.Benchmarks;

/// <summary>
/// GET and cancel of parses that wait or have ended, one after the other; promised: a median under 5 ms inside the server. Measured by a
/// client of the same machine, whose own time and the connection's count too. There is no worker, so that what waits goes on waiting.
/// </summary>
internal static class AnswerBenchmark
{
    private const double Promised = 5;

    /// <summary>Creates are limited to 300 a minute.</summary>
    private const int Parses = 200;

    private const int WarmUps = 20;

    public static async Task RunAsync(BenchmarkRun run)
    {
        await using var service = new Service(workers: 0);
        await service.InitializeAsync();
        var ids = new List<string>();
        for (var n = 0; n < (run.Smoke ? WarmUps + 3 : WarmUps + Parses); n++)
            ids.Add((string)(await service.Client.CreateAsync(Encoding.UTF8.GetBytes($"Waiting, number {n}."), "a.txt"))["id"]!);

        await MeasureAsync(service, "GET of a parse that waits", HttpMethod.Get, ids, "");
        await MeasureAsync(service, "cancel of a parse that waits", HttpMethod.Post, ids, "/cancel");
        await MeasureAsync(service, "GET of a parse that has ended", HttpMethod.Get, ids, "");
        await MeasureAsync(service, "cancel of a parse that has ended", HttpMethod.Post, ids, "/cancel");
    }

    private static async Task MeasureAsync(Service service, string name, HttpMethod method, List<string> ids, string action)
    {
        var sample = new Sample(name);
        for (var n = 0; n < ids.Count; n++)
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await service.Client.SendAsync(method, $"v1/parses/{ids[n]}{action}");
            if (answer.Status != HttpStatusCode.OK) throw new InvalidOperationException($"{name}: {(int)answer.Status} {answer.Body}");
            if (n >= WarmUps) sample.Add(Stopwatch.GetElapsedTime(started));
        }

        sample.Print();
        Console.WriteLine($"  promised: a median under {Promised:0} ms; {(sample.Median < Promised ? "kept" : "not seen by this client")}");
    }
}
