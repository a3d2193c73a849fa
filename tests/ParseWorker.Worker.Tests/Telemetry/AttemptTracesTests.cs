using System.Diagnostics;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Telemetry;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Telemetry;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Telemetry;

/// <summary>An attempt goes on with the trace of its create, whoever enqueued its job, and says nothing of the document.</summary>
public sealed class AttemptTracesTests(TestDatabase database) : IClassFixture<TestDatabase>, IDisposable
{
    private const string SecretName = "a-name-that-nobody-else-needs-to-know.txt";

    private readonly RecordedTraces _traces = new(ProductMeter.Name, "Npgsql");
    private readonly ActivityContext _create = new(
        ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);

    [Fact]
    public async Task Run_OfATracedCreate_GoesOnWithItsTraceToTheLastWrite()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var id = await CreateAsync(worker);

        await worker.RunAsync(id);

        var spans = _traces.Of(_create.TraceId);
        var attempt = Assert.Single(spans, span => span.OperationName == AttemptTraces.Attempt);
        Assert.Equal((_create.SpanId, ActivityKind.Consumer), (attempt.ParentSpanId, attempt.Kind));
        Assert.Equal("completed", attempt.GetTagItem("parseworker.outcome"));
        Assert.Equal(
            [AttemptTraces.Fetch, AttemptTraces.Engine, AttemptTraces.Ending],
            spans.Where(span => span.ParentSpanId == attempt.SpanId && span.Source.Name == ProductMeter.Name)
                .Select(span => span.OperationName));

        // The statements of each part are below it: pages below the engine, the last write below the ending.
        foreach (var part in new[] { AttemptTraces.Fetch, AttemptTraces.Engine, AttemptTraces.Ending })
        {
            var span = spans.Single(span => span.OperationName == part);
            Assert.Contains(spans, statement => statement.Source.Name == "Npgsql" && statement.ParentSpanId == span.SpanId);
        }
    }

    [Fact]
    public async Task Run_Retried_HasASpanOfTheSameTraceForEachAttempt()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var id = await CreateAsync(worker);
        worker.Engine.Script = (_, _) => GateEngine.ThrowAt(1, 0, () => new EngineCrashedException("The test's engine died."));

        await worker.RunAsync(id);
        await database.ExecuteAsync("update parseworker.parses set run_after = null where id = $1", id.ToString());
        worker.Engine.Script = (request, _) => GateEngine.Pages(request.FirstPage, 1);
        await worker.RunAsync(id);

        var attempts = _traces.With("parseworker.parse.id", id.ToString());
        Assert.All(attempts, attempt => Assert.Equal(_create.TraceId, attempt.TraceId));
        Assert.Equal(["retried", "completed"], attempts.Select(attempt => attempt.GetTagItem("parseworker.outcome")));
        Assert.Equal(
            (ActivityStatusCode.Error, ParseErrorCodes.EngineCrashed), (attempts[0].Status, attempts[0].GetTagItem("error.type")));
    }

    [Fact]
    public async Task Run_OfACreateThatWasNotTraced_IsATraceOfItsOwn()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var id = await worker.Parses.QueuedAsync();

        await worker.RunAsync(id);

        var attempt = Assert.Single(_traces.With("parseworker.parse.id", id.ToString()));
        Assert.Equal(default, attempt.ParentSpanId);
    }

    [Fact]
    public async Task Run_Traced_TellsNothingOfTheDocument()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var id = await CreateAsync(worker);

        await worker.RunAsync(id);

        var told = string.Join('\n', _traces.Of(_create.TraceId).SelectMany(span => span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")
            .Concat(span.Events.SelectMany(one => one.Tags.Select(tag => $"{tag.Key}={tag.Value}")))));
        Assert.Contains(id.ToString(), told, StringComparison.Ordinal);
        Assert.DoesNotContain(SecretName, told, StringComparison.Ordinal);
        Assert.DoesNotContain(GateEngine.TextOf(1), told, StringComparison.Ordinal);
    }

    public void Dispose() => _traces.Dispose();

    private async Task<ParseId> CreateAsync(WorkerHarness worker)
    {
        var parse = await worker.Parses.NewAsync(fileName: SecretName) with
        {
            TraceParent = $"00-{_create.TraceId}-{_create.SpanId}-01",
        };
        await worker.Store.CreateAsync(parse, CancellationToken.None);
        return parse.Id;
    }
}
