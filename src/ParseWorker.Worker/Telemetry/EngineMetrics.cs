using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ParseWorker.Core.Telemetry;

namespace ParseWorker.Worker.Telemetry;

/// <summary>What this worker's engine hosts use, and how often one had to be killed.</summary>
internal sealed class EngineMetrics
{
    private static readonly MetricFacts KillsFacts = new(
        "parseworker.engine.kills", MetricKind.Counter, "{host}",
        "Engine hosts that were killed: `grace` and `unopened` after a cancel or another stop, `memory`, `tasks` and `temporary_space` for "
        + "passing a limit, `silent` for no answer", "reason");

    private static readonly MetricFacts MemoryFacts = new(
        "parseworker.engine.memory", MetricKind.Gauge, "By",
        "Memory of this worker's engine hosts, with all that they started, when each was last looked at: at most a second ago while it "
        + "reads a document, else when its last one ended");

    private static readonly MetricFacts ProcessorTimeFacts = new(
        "parseworker.engine.cpu_time", MetricKind.Counter, "s",
        "Processor time of this worker's engine hosts, and of what they started, once that has ended");

    private readonly ConcurrentDictionary<int, long> _memory = new();
    private readonly Counter<long> _kills;
    private readonly Counter<double> _processorTime;

    public EngineMetrics(IMeterFactory meters)
    {
        _kills = meters.Counter(KillsFacts);
        _processorTime = meters.SecondsCounter(ProcessorTimeFacts);
        meters.Gauge(MemoryFacts, () => Held.Bytes);
    }

    /// <summary>Hosts that are there, and their memory together in bytes.</summary>
    public (int Hosts, long Bytes) Held => (_memory.Count, _memory.Values.Sum());

    /// <summary>A host was killed.</summary>
    /// <param name="reason">Why, as <see cref="KillsFacts"/> says.</param>
    public void Killed(string reason) => _kills.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>A host was looked at.</summary>
    /// <param name="host">Its process id.</param>
    /// <param name="bytes">Its memory.</param>
    public void Holds(int host, long bytes) => _memory[host] = bytes;

    /// <summary>A host had this much of the processors since it was last asked.</summary>
    public void Worked(TimeSpan processorTime) => _processorTime.Add(processorTime.TotalSeconds);

    /// <summary>A host is gone.</summary>
    public void Gone(int host) => _memory.TryRemove(host, out _);
}
