using System.Diagnostics.Metrics;
using ParseWorker.Core.Parses;

namespace ParseWorker.Core.Telemetry;

/// <summary>
/// Parses that ended, counted by the process that wrote the ending: the worker, or the API for those that waited. One whose process dies
/// right after its write is missed.
/// </summary>
public sealed class ParseMetrics(IMeterFactory meters)
{
    private static readonly MetricFacts EndedFacts = new(
        "parseworker.parses.ended", MetricKind.Counter, "{parse}",
        "Parses that ended. `error_code` is there for failed ones alone; errors.md lists them", "status", "error_code");

    private readonly Counter<long> _ended = meters.Counter(EndedFacts);

    /// <summary>A parse ended.</summary>
    /// <param name="status">A terminal status.</param>
    /// <param name="errorCode">One of <see cref="Errors.ParseErrorCodes"/> when it failed, else null.</param>
    public void Ended(ParseStatus status, string? errorCode = null)
    {
        KeyValuePair<string, object?> label = new("status", status.ToWire());
        if (errorCode is null) _ended.Add(1, label);
        else _ended.Add(1, label, new("error_code", errorCode));
    }
}
