using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace ParseWorker.Testing;

/// <summary>The meters of one host, or of one test, and everything that they measured.</summary>
public sealed class TestMeters : IMeterFactory
{
    private readonly ConcurrentDictionary<string, Meter> _meters = [];
    private readonly ConcurrentQueue<Measured> _values = [];
    private readonly MeterListener _listener = new();

    /// <summary>Listens from the first instrument on.</summary>
    public TestMeters()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == this) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Add(instrument, value, labels));
        _listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => Add(instrument, value, labels));
        _listener.Start();
    }

    /// <inheritdoc />
    public Meter Create(MeterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _meters.GetOrAdd(options.Name, name => new Meter(new MeterOptions(name) { Scope = this }));
    }

    /// <summary>Every measurement of an instrument with exactly these labels, in the order in which they came.</summary>
    /// <param name="instrument">OpenTelemetry's name.</param>
    /// <param name="labels">Each as <c>name=value</c>, in any order.</param>
    public IReadOnlyList<double> Values(string instrument, params string[] labels) =>
    [
        .. _values.Where(value => value.Instrument == instrument && value.Labels.SetEquals(labels)).Select(value => value.Value),
    ];

    /// <summary>The sum of a counter.</summary>
    public double Sum(string instrument, params string[] labels) => Values(instrument, labels).Sum();

    /// <summary>What a gauge shows now; null when it shows nothing.</summary>
    public double? Look(string instrument, params string[] labels)
    {
        var before = Values(instrument, labels).Count;
        _listener.RecordObservableInstruments();
        return Values(instrument, labels).Skip(before).Select(value => (double?)value).FirstOrDefault();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _listener.Dispose();
        foreach (var meter in _meters.Values) meter.Dispose();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        HashSet<string> names = [];
        foreach (var (name, label) in labels) names.Add($"{name}={label}");
        _values.Enqueue(new Measured(instrument.Name, value, names));
    }

    private sealed record Measured(string Instrument, double Value, HashSet<string> Labels);
}
