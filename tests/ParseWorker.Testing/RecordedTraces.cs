using System.Collections.Concurrent;
using System.Diagnostics;

namespace ParseWorker.Testing;

/// <summary>Every span of the named sources that ended while this lives, whichever test of the process began it.</summary>
public sealed class RecordedTraces : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = [];
    private readonly ActivityListener _listener;

    /// <param name="sources">Names of sources.</param>
    public RecordedTraces(params string[] sources)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => sources.Contains(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The spans of one trace, in the order in which they ended.</summary>
    public IReadOnlyList<Activity> Of(ActivityTraceId trace) => [.. _ended.Where(span => span.TraceId == trace)];

    /// <summary>The spans with a tag of this value, in the order in which they ended.</summary>
    public IReadOnlyList<Activity> With(string tag, string value) => [.. _ended.Where(span => span.GetTagItem(tag) as string == value)];

    /// <inheritdoc />
    public void Dispose() => _listener.Dispose();
}
