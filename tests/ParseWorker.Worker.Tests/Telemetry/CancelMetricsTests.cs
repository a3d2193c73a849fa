using ParseWorker.Core.Engines;
using ParseWorker.Testing;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Telemetry;

/// <summary>How long a cancel took, phase by phase, and what it came too late for.</summary>
public sealed class CancelMetricsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Latency = "parseworker.cancel.latency";

    [Theory, InlineData(true), InlineData(false)]
    public async Task Cancel_MidPage_IsMeasuredInItsThreePhases(bool notifications)
    {
        await using var worker = await WorkerHarness.StartAsync(database, Polling.For(notifications));
        var gate = new Gate();
        worker.Engine.Script = (_, stop) => GateEngine.StopAt(gate, 2, stop);
        var id = await worker.Parses.QueuedAsync();
        var running = worker.RunAsync(id);
        await gate.Reached;

        await worker.CancelAsync(id);
        await running;

        var heard = Assert.Single(worker.Meters.Values(Latency, "phase=heard"));
        var stopped = Assert.Single(worker.Meters.Values(Latency, "phase=stopped"));
        Assert.Single(worker.Meters.Values(Latency, "phase=recorded"));
        Assert.True(heard > 0 && stopped > 0, $"Heard after {heard} s, stopped after {stopped} s.");
        Assert.Equal(heard + stopped, worker.Meters.Sum("parseworker.cancel.wasted_time"), 0.000_001);
        Assert.Equal(1, worker.Meters.Sum("parseworker.parses.ended", "status=cancelled"));
        Assert.Equal(0, worker.Meters.Sum("parseworker.cancel.wasted_pages"));
    }

    [Fact]
    public async Task Cancel_EngineSendsOnePageMore_CountsIt()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var gate = new Gate();
        worker.Engine.Script = (_, stop) =>
        {
            stop.Register(gate.Open);
            return OnePageMoreAsync(gate);
        };
        var id = await worker.Parses.QueuedAsync();
        var running = worker.RunAsync(id);
        await gate.Reached;

        await worker.CancelAsync(id);
        await running;

        Assert.Equal(1, worker.Meters.Sum("parseworker.cancel.wasted_pages"));
    }

    private static async IAsyncEnumerable<EngineMessage> OnePageMoreAsync(Gate gate)
    {
        yield return new EngineMessage.Opened(3);
        yield return GateEngine.Page(1);
        await gate.PassAsync();
        yield return GateEngine.Page(2);
        yield return new EngineMessage.Stopped();
    }
}
