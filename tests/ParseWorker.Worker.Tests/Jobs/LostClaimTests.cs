using Npgsql;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Jobs;

/// <summary>The database granted an attempt and the worker did not hear of it.</summary>
public sealed class LostClaimTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Claim_ReplyLost_RunsTheAttemptThatWasGranted()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        LoseReplies(worker, 1);
        var id = await worker.Parses.QueuedAsync();

        await worker.RunAsync(id);

        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.Completed, 1), (parse.Status, parse.Attempt));
    }

    [Fact]
    public async Task Claim_ReplyLostAndCancelledMeanwhile_EndsCancelled()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var id = await worker.Parses.QueuedAsync();
        var replies = 0;
        worker.Store.AfterClaim = async () =>
        {
            if (++replies > 1) return;
            await worker.CancelAsync(id);
            await Eventually.IsTrueAsync(() => worker.Watch.Snapshot().Single().Token.IsCancellationRequested);
            throw Passing();
        };

        await worker.RunAsync(id);

        Assert.Equal(ParseStatus.Cancelled, (await worker.FindAsync(id)).Status);
    }

    [Fact]
    public async Task Claim_ReplyLostBesideTheRunningJob_DoesNotRunItsAttemptAgain()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var gate = new Gate();
        worker.Engine.Script = (_, stop) => GateEngine.StopAt(gate, 2, stop);
        var id = await worker.Parses.QueuedAsync();
        var running = worker.RunAsync(id);
        await gate.Reached;
        LoseReplies(worker, 1);

        await worker.RunAsync(id);
        gate.Open();
        await running;

        Assert.Equal(ParseStatus.Completed, (await worker.FindAsync(id)).Status);
        Assert.Single(worker.Engine.Requests);
    }

    private static void LoseReplies(WorkerHarness worker, int count)
    {
        var replies = 0;
        worker.Store.AfterClaim = () => ++replies <= count ? throw Passing() : Task.CompletedTask;
    }

    private static NpgsqlException Passing() => new("The test's connection broke.", new IOException());
}
