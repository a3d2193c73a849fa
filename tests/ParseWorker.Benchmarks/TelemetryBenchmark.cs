using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using ParseWorker.Testing.Processes;

namespace ParseWorker.Benchmarks;

/// <summary>
/// What telemetry costs: processor time for each of many short parses with metrics read every second and traces sent, beside a service
/// with neither, in turns. Promised: under 3 % more, and an answer of /metrics within 20 ms, while parses run.
/// </summary>
internal static class TelemetryBenchmark
{
    private const double PromisedShare = 0.03;

    private static readonly TimeSpan PromisedAnswer = TimeSpan.FromMilliseconds(20);

    /// <summary>Creates at the same time.</summary>
    private const int Clients = 8;

    public static async Task RunAsync(BenchmarkRun run)
    {
        var (rounds, parses) = run.Smoke ? (1, 20) : (7, 300);
        using var collector = new Collector();
        await using var off = new Service(settings: new Dictionary<string, string> { ["Telemetry__Metrics"] = "Off" });
        await using var on = new Service(settings: new Dictionary<string, string>
        {
            ["Telemetry__Metrics"] = "Anyone",
            ["Telemetry__Listen"] = "0",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        });
        await off.InitializeAsync();
        await on.InitializeAsync();
        var (api, worker) = (new Uri(on.Api.Address, "/metrics"), await WorkerMetricsAsync(on.Worker));
        foreach (var service in new[] { off, on }) await ParseAsync(service, parses); // to compile what is compiled

        var costs = new List<(double Off, double On)>();
        var answers = new[] { new Sample("/metrics of the API, while parses run"), new Sample("/metrics of a worker, while parses run") };
        for (var round = 0; round < rounds; round++)
        {
            var without = await ParseAsync(off, parses);
            using var done = new CancellationTokenSource();
            var looking = LookAsync([api, worker], answers, done.Token);
            var with = await ParseAsync(on, parses);
            await done.CancelAsync();
            await looking;
            costs.Add((without.TotalMilliseconds / parses, with.TotalMilliseconds / parses));
        }

        Console.WriteLine($"processor time for a parse: {Median(costs.Select(cost => cost.Off)):F2} ms without, "
            + $"{Median(costs.Select(cost => cost.On)):F2} ms with telemetry; {collector.Requests} requests came to the collector");
        var more = Median(costs.Select(cost => (cost.On / cost.Off) - 1));
        Console.WriteLine($"{more:P1} more, the median of {rounds} turns ({Verdict(run.Smoke, more < PromisedShare, "under 3 %")})");
        foreach (var answer in answers)
        {
            answer.Print();
            Console.WriteLine($"  ({Verdict(run.Smoke, answer.Median < PromisedAnswer.TotalMilliseconds, "under 20 ms")})");
        }
    }

    private static string Verdict(bool smoke, bool kept, string promised) =>
        smoke ? "a smoke run: no figure" : $"promised: {promised}; {(kept ? "kept" : "BROKEN")}";

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    /// <summary>Kestrel tells the port that it took.</summary>
    private static async Task<Uri> WorkerMetricsAsync(WorkerProcess worker)
    {
        var line = await worker.WaitForLineAsync("Now listening on: ");
        return new Uri(new Uri(line[(line.IndexOf("on: ", StringComparison.Ordinal) + 4)..].Trim()), "/metrics");
    }

    /// <returns>Processor time of API, worker and engine hosts.</returns>
    private static async Task<TimeSpan> ParseAsync(Service service, int parses)
    {
        var before = CostOf(service);
        await Parallel.ForEachAsync(Enumerable.Range(0, parses), new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (n, _) =>
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"Line {n} of {Guid.NewGuid()}.");
            await service.Client.CreateAsync(Encoding.UTF8.GetBytes(text), "line.txt", background: false);
        });
        return CostOf(service) - before;
    }

    private static TimeSpan CostOf(Service service) => service.Api.ProcessorTime + ProcessCost.TreeCpu(service.Worker.Id);

    private static async Task LookAsync(Uri[] addresses, Sample[] answers, CancellationToken done)
    {
        using var http = new HttpClient();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            do
            {
                foreach (var (address, answer) in addresses.Zip(answers))
                {
                    var started = Stopwatch.GetTimestamp();
                    _ = await http.GetStringAsync(address, CancellationToken.None);
                    answer.Add(Stopwatch.GetElapsedTime(started));
                }
            }
            while (await timer.WaitForNextTickAsync(done));
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Takes what is sent by OTLP and throws it away.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener _listener = new();
        private int _requests;

        public Collector()
        {
            var port = Random.Shared.Next(20_000, 32_000);
            Address = $"http://127.0.0.1:{port}";
            _listener.Prefixes.Add($"{Address}/");
            _listener.Start();
            _ = AnswerAsync();
        }

        public string Address { get; }

        public int Requests => Volatile.Read(ref _requests);

        public void Dispose() => _listener.Close();

        private async Task AnswerAsync()
        {
            while (_listener.IsListening)
            {
                try
                {
                    var context = await _listener.GetContextAsync();
                    await context.Request.InputStream.CopyToAsync(Stream.Null);
                    context.Response.Close();
                    Interlocked.Increment(ref _requests);
                }
                catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or IOException)
                {
                    // Its sender, or the benchmark, has ended.
                    if (!_listener.IsListening) return;
                }
            }
        }
    }
}
