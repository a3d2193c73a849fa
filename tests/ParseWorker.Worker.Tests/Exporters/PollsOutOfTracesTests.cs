using System.Diagnostics;
using ParseWorker.Worker.Exporters;

namespace ParseWorker.Worker.Tests.Exporters;

/// <summary>Hangfire's slots ask for jobs several times a second, for ever.</summary>
public sealed class PollsOutOfTracesTests : IDisposable
{
    private readonly PollsOutOfTraces _processor = new();

    [Theory]
    [InlineData(PollsOutOfTraces.Statements, false, false)]
    [InlineData(PollsOutOfTraces.Statements, true, true)]
    [InlineData("Another source of this test", false, true)]
    public void OnEnd_OfAStatement_KeepsThoseThatArePartOfSomething(string sourceName, bool hasParent, bool isKept)
    {
        using var source = new ActivitySource(sourceName);
        using var listener = new ActivityListener
        {
            ShouldListenTo = other => other == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        var parent = hasParent
            ? new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded) : default;
        using var span = source.StartActivity("select", ActivityKind.Client, parent)!;

        _processor.OnEnd(span);

        Assert.Equal(isKept, span.Recorded);
    }

    public void Dispose() => _processor.Dispose();
}
