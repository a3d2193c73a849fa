namespace ParseWorker.Benchmarks;

/// <summary>The benchmarks by name, in the order they run.</summary>
internal static class Benchmarks
{
    public static IReadOnlyDictionary<string, Func<Service, bool, Task>> All { get; } = new Dictionary<string, Func<Service, bool, Task>>
    {
        ["claim"] = ClaimBenchmark.RunAsync,
        ["cancel"] = CancelBenchmark.RunAsync,
        ["memory"] = MemoryBenchmark.RunAsync,
        ["idle"] = IdleBenchmark.RunAsync,
    };
}
