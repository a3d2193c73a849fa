using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Jobs;

/// <summary>A cancel at every point of an attempt's life, against the real database.</summary>
public sealed class CancelTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Cancel_BeforeTheClaim_LeavesNothingToClaim()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var id = await worker.Parses.QueuedAsync();
        await worker.CancelAsync(id);

        await worker.RunAsync(id);

        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.Cancelled, 0), (parse.Status, parse.Attempt));
        Assert.Empty(worker.Engine.Requests);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Cancel_BetweenTheGrantAndItsReply_EndsBeforeTheEngineStarts(bool notifications)
    {
        await using var worker = await WorkerHarness.StartAsync(database, Polling.For(notifications));
        var gate = new Gate();
        worker.Store.AfterClaim = gate.PassAsync;
        var id = await worker.Parses.QueuedAsync();
        var running = worker.RunAsync(id);
        await gate.Reached;

        await worker.CancelAsync(id);
        await Eventually.IsTrueAsync(() => worker.Running.Snapshot().Single().Reason == CancelReason.UserRequest);
        gate.Open();
        await running;

        Assert.Equal(ParseStatus.Cancelled, (await worker.FindAsync(id)).Status);
        Assert.Empty(worker.Engine.Requests);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Cancel_MidPage_StopsTheEngine(bool notifications)
    {
        await using var worker = await WorkerHarness.StartAsync(database, Polling.For(notifications));
        var gate = new Gate();
        worker.Engine.Script = (_, stop) => GateEngine.StopAt(gate, 2, stop);
        var id = await worker.Parses.QueuedAsync();
        var running = worker.RunAsync(id);
        await gate.Reached;

        await worker.CancelAsync(id);
        await running;

        var parse = await worker.FindAsync(id);
        Assert.Equal(ParseStatus.Cancelled, parse.Status);
        Assert.False(parse.Cancellation!.Forced);
        Assert.NotNull(parse.Cancellation.AcknowledgedAt);
    }

    [Fact]
    public async Task Cancel_EngineHadToBeKilled_IsForced()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var gate = new Gate();
        worker.Engine.Script = (_, stop) =>
        {
            stop.Register(gate.Open);
            return GateEngine.ThrowAt(1, 1, () => new EngineKilledException("The test's engine did not listen."), gate);
        };
        var id = await worker.Parses.QueuedAsync();
        var running = worker.RunAsync(id);
        await gate.Reached;

        await worker.CancelAsync(id);
        await running;

        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.Cancelled, true), (parse.Status, parse.Cancellation!.Forced));
    }

    [Fact]
    public async Task Cancel_WhileTheEngineStillStops_IsAcknowledged()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var running = new Gate();
        worker.Engine.Script = (_, _) => GateEngine.ThrowAt(1, 1, () => new EngineKilledException("At last."), running);
        var id = await worker.Parses.QueuedAsync();
        var run = worker.RunAsync(id);
        await running.Reached;

        await worker.CancelAsync(id);
        var seen = await Eventually.BecomesAsync(() => worker.FindAsync(id), parse => parse.Cancellation!.AcknowledgedAt is not null);
        Assert.Equal(ParseStatus.InProgress, seen.Status);

        running.Open();
        await run;
        Assert.Equal(ParseStatus.Cancelled, (await worker.FindAsync(id)).Status);
    }

    [Fact]
    public async Task Cancel_AcknowledgementFails_EndsAllTheSame()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        worker.Store.BeforeAcknowledge = () => throw new TimeoutException("The test's database is slow.");
        var gate = new Gate();
        worker.Engine.Script = (_, stop) => GateEngine.StopAt(gate, 1, stop);
        var id = await worker.Parses.QueuedAsync();
        var running = worker.RunAsync(id);
        await gate.Reached;

        await worker.CancelAsync(id);
        await running;

        Assert.Equal(ParseStatus.Cancelled, (await worker.FindAsync(id)).Status);
        Assert.Equal(1, worker.Log.Count(4203));
    }

    [Fact]
    public async Task Cancel_AfterTheLastPageBeforeTheEnding_IsNotContradicted()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var id = await worker.Parses.QueuedAsync();
        worker.Store.BeforeEnd = outcome =>
        {
            Assert.IsType<ParseOutcome.Completed>(outcome);
            return worker.CancelAsync(id);
        };

        await worker.RunAsync(id);

        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.Cancelled, null), (parse.Status, parse.Credits));
    }

    [Fact]
    public async Task Cancel_DuringTheLastAttemptsCrash_IsNotContradicted()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var id = await worker.Parses.QueuedAsync();
        await database.ExecuteAsync("update parseworker.parses set attempts_spent = 2 where id = $1", id.ToString());
        worker.Engine.Script = (_, _) => GateEngine.ThrowAt(1, 1, () => new EngineCrashedException("The test's engine died."));
        worker.Store.BeforeEnd = _ => worker.CancelAsync(id);

        await worker.RunAsync(id);

        Assert.Equal(ParseStatus.Cancelled, (await worker.FindAsync(id)).Status);
    }
}
