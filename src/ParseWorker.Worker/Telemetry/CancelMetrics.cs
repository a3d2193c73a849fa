using System.Diagnostics.Metrics;
using ParseWorker.Core.Telemetry;

namespace ParseWorker.Worker.Telemetry;

/// <summary>How soon a running parse's cancel takes effect, and what was still done meanwhile.</summary>
internal sealed class CancelMetrics(IMeterFactory meters)
{
    private static readonly MetricFacts LatencyFacts = new(
        "parseworker.cancel.latency", MetricKind.Histogram, "s",
        "How long the cancel of a running parse took in each phase: `heard`, from the request to the worker; `stopped`, from there to the "
        + "engine's end; `recorded`, from there to the stored ending", "phase");

    private static readonly MetricFacts WastedTimeFacts = new(
        "parseworker.cancel.wasted_time", MetricKind.Counter, "s", "Time that engines went on for after a cancel was requested");

    private static readonly MetricFacts WastedPagesFacts = new(
        "parseworker.cancel.wasted_pages", MetricKind.Counter, "{page}",
        "Pages that engines sent after their worker had heard of a cancel");

    private readonly Histogram<double> _latency = meters.SecondsHistogram(LatencyFacts);
    private readonly Counter<double> _wastedTime = meters.SecondsCounter(WastedTimeFacts);
    private readonly Counter<long> _wastedPages = meters.Counter(WastedPagesFacts);

    /// <summary>The engine of a cancelled attempt has ended.</summary>
    /// <param name="heardAfter">Age of the request when the worker heard of it, by the database's clock; null when that is not known.
    /// </param>
    /// <param name="stoppedAfter">From there to the engine's end.</param>
    public void Stopped(TimeSpan? heardAfter, TimeSpan stoppedAfter)
    {
        if (heardAfter is { } heard) Record("heard", heard);
        Record("stopped", stoppedAfter);
        _wastedTime.Add((heardAfter.GetValueOrDefault() + stoppedAfter).TotalSeconds);
    }

    /// <summary>The ending of a cancelled attempt is stored.</summary>
    /// <param name="after">From the engine's end to here.</param>
    public void Recorded(TimeSpan after) => Record("recorded", after);

    /// <summary>A page came that nobody wants any more.</summary>
    public void WastedPage() => _wastedPages.Add(1);

    private void Record(string phase, TimeSpan took) =>
        _latency.Record(took.TotalSeconds, new KeyValuePair<string, object?>("phase", phase));
}
