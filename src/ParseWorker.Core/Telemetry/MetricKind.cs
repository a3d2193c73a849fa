namespace ParseWorker.Core.Telemetry;

/// <summary>What a metric's values are.</summary>
public enum MetricKind
{
    /// <summary>A sum that only grows while its process lives.</summary>
    Counter,

    /// <summary>How things stand at the moment of a look.</summary>
    Gauge,

    /// <summary>How often a value fell into which range.</summary>
    Histogram,
}
