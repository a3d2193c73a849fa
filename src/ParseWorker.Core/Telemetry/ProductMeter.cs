using System.Diagnostics.Metrics;

namespace ParseWorker.Core.Telemetry;

/// <summary>The meter of everything that ParseWorker measures, and its instruments by their facts.</summary>
public static class ProductMeter
{
    /// <summary>The name of the meter, and of the source of traces.</summary>
    public const string Name = "ParseWorker";

    /// <summary>Bounds of what takes from milliseconds to hours, in seconds.</summary>
    private static readonly double[] Seconds =
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 3600];

    /// <summary>A counter of whole things.</summary>
    public static Counter<long> Counter(this IMeterFactory meters, MetricFacts facts) =>
        meters.Product().CreateCounter<long>(facts.Name, facts.Unit, facts.Meaning);

    /// <summary>A counter of seconds.</summary>
    public static Counter<double> SecondsCounter(this IMeterFactory meters, MetricFacts facts) =>
        meters.Product().CreateCounter<double>(facts.Name, facts.Unit, facts.Meaning);

    /// <summary>A histogram of seconds.</summary>
    public static Histogram<double> SecondsHistogram(this IMeterFactory meters, MetricFacts facts) =>
        meters.Product().CreateHistogram(
            facts.Name, facts.Unit, facts.Meaning, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });

    /// <summary>A gauge without labels.</summary>
    /// <param name="meters">The process's meters.</param>
    /// <param name="facts">What it is.</param>
    /// <param name="read">Called at each look; must not block.</param>
    public static void Gauge(this IMeterFactory meters, MetricFacts facts, Func<double> read) =>
        meters.Gauges(facts, () => [new Measurement<double>(read())]);

    /// <summary>A gauge with labels, or one that may have nothing to say.</summary>
    /// <param name="meters">The process's meters.</param>
    /// <param name="facts">What it is.</param>
    /// <param name="read">Called at each look; must not block.</param>
    public static void Gauges(this IMeterFactory meters, MetricFacts facts, Func<IEnumerable<Measurement<double>>> read) =>
        meters.Product().CreateObservableGauge(facts.Name, read, facts.Unit, facts.Meaning);

    private static Meter Product(this IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        return meters.Create(Name);
    }
}
