using System.Diagnostics.Metrics;
using ParseWorker.Core.Telemetry;

namespace ParseWorker.Worker.Telemetry;

/// <summary>What this worker's sweeper finds.</summary>
internal sealed class SweepMetrics(IMeterFactory meters)
{
    private static readonly MetricFacts DurationFacts = new(
        "parseworker.sweeper.duration", MetricKind.Histogram, "s", "How long a round of the sweeper took; there is one every second");

    private static readonly MetricFacts FoundFacts = new(
        "parseworker.sweeper.found", MetricKind.Counter, "{parse}",
        "Parses that nobody looked after: `lost_worker` (its lease ran out), `deadline` (`expires_after` passed before it was started), "
        + "`without_job`", "kind");

    private static readonly MetricFacts FailuresFacts = new(
        "parseworker.sweeper.failures", MetricKind.Counter, "{step}", "Steps of a round that failed; the next round tries again");

    private readonly Histogram<double> _duration = meters.SecondsHistogram(DurationFacts);
    private readonly Counter<long> _found = meters.Counter(FoundFacts);
    private readonly Counter<long> _failures = meters.Counter(FailuresFacts);

    /// <summary>A round is over.</summary>
    public void Swept(TimeSpan took) => _duration.Record(took.TotalSeconds);

    /// <summary>Parses whose lease had run out.</summary>
    public void FoundLostWorkers(int parses) => Found("lost_worker", parses);

    /// <summary>Parses whose deadline had passed.</summary>
    public void FoundDeadlines(int parses) => Found("deadline", parses);

    /// <summary>Queued parses without a job.</summary>
    public void FoundWithoutJob(int parses) => Found("without_job", parses);

    /// <summary>A step failed.</summary>
    public void Failed() => _failures.Add(1);

    private void Found(string kind, int parses)
    {
        if (parses > 0) _found.Add(parses, new KeyValuePair<string, object?>("kind", kind));
    }
}
