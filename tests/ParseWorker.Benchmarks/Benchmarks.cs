using ParseWorker.Benchmarks.Busy;
using ParseWorker.Benchmarks.Cancelling;
using ParseWorker.Benchmarks.Intake;
using ParseWorker.Benchmarks.Isolation;
using ParseWorker.Benchmarks.Parsing;
using ParseWorker.Benchmarks.Scale;
using ParseWorker.Benchmarks.Soak;
using ParseWorker.Benchmarks.Throughput;

namespace ParseWorker.Benchmarks;

/// <summary>The benchmarks by name, in the order they run.</summary>
internal static class Benchmarks
{
    public static IReadOnlyDictionary<string, Func<BenchmarkRun, Task>> All { get; } = new Dictionary<string, Func<BenchmarkRun, Task>>
    {
        ["parse"] = ParseBenchmark.RunAsync,
        ["isolation"] = IsolationBenchmark.RunAsync,
        ["answer"] = AnswerBenchmark.RunAsync,
        ["intake"] = IntakeBenchmark.RunAsync,
        ["claim"] = OnService(ClaimBenchmark.RunAsync),
        ["cancel"] = CancelBenchmark.RunAsync,
        ["busy"] = BusyBenchmark.RunAsync,
        ["neighbour"] = NeighbourBenchmark.RunAsync,
        ["recovery"] = RecoveryBenchmark.RunAsync,
        ["memory"] = OnService(MemoryBenchmark.RunAsync),
        ["throughput"] = ThroughputBenchmark.RunAsync,
        ["scale"] = ScaleBenchmark.RunAsync,
        ["workers"] = WorkersBenchmark.RunAsync,
        ["soak"] = SoakBenchmark.RunAsync,
        ["telemetry"] = TelemetryBenchmark.RunAsync,
        ["idle"] = OnService(IdleBenchmark.RunAsync),
    };

    private static Func<BenchmarkRun, Task> OnService(Func<Service, bool, Task> measure) => async run =>
    {
        await using var service = new Service();
        await service.InitializeAsync();
        await measure(service, run.Smoke);
    };
}
