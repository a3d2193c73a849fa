using System.Diagnostics.Metrics;

namespace ParseWorker.Core.Telemetry;

/// <summary>How waiting parses are admitted and given their jobs.</summary>
public sealed class AdmissionMetrics(IMeterFactory meters, TimeProvider time)
{
    private static readonly MetricFacts DurationFacts = new(
        "parseworker.admission.duration", MetricKind.Histogram, "s",
        "How long it took to admit what has room. `result` is `ok` or `failed`; the sweeper makes up for a failure", "result");

    private static readonly MetricFacts AdmittedFacts = new(
        "parseworker.admission.admitted", MetricKind.Counter, "{parse}", "Parses that were admitted to the queue, or put first there");

    private static readonly MetricFacts EnqueueFailuresFacts = new(
        "parseworker.admission.enqueue_failures", MetricKind.Counter, "{job}",
        "Jobs that could not be enqueued; the sweeper enqueues them again");

    private readonly Histogram<double> _duration = meters.SecondsHistogram(DurationFacts);
    private readonly Counter<long> _admitted = meters.Counter(AdmittedFacts);
    private readonly Counter<long> _enqueueFailures = meters.Counter(EnqueueFailuresFacts);

    /// <summary>An admission begins.</summary>
    /// <returns>What <see cref="Admitted"/> or <see cref="Failed"/> is given at its end.</returns>
    public long Begin() => time.GetTimestamp();

    /// <summary>It went through.</summary>
    /// <param name="begun">When it began.</param>
    /// <param name="parses">Parses that it admitted, 0 or more.</param>
    public void Admitted(long begun, int parses)
    {
        Took(begun, "ok");
        if (parses > 0) _admitted.Add(parses);
    }

    /// <summary>It failed.</summary>
    /// <param name="begun">When it began.</param>
    public void Failed(long begun) => Took(begun, "failed");

    /// <summary>A job could not be enqueued.</summary>
    public void EnqueueFailed() => _enqueueFailures.Add(1);

    private void Took(long begun, string result) =>
        _duration.Record(time.GetElapsedTime(begun).TotalSeconds, new KeyValuePair<string, object?>("result", result));
}
