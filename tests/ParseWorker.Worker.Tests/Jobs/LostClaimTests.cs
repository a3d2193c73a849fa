using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Jobs;

/// <summary>The database granted an attempt and the worker did not hear of it.</summary>
[Trait("Needs", "Hosts")]
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
            await Eventually.IsTrueAsync(() => worker.Running.Snapshot().Single().Token.IsCancellationRequested);
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

    [Fact]
    public async Task Claim_NoReplyForLongerThanTheLease_HandsBackUnspent()
    {
        await using var worker = await WorkerHarness.StartAsync(database, services => services.Configure<WorkerOptions>(
            options => (options.Lease, options.PollInterval) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(0.5))));
        var askedLate = 0;
        worker.Engine.Script = (_, stop) => GateEngine.StopAt(new Gate(), 1, stop);
        worker.Store.AfterClaim = () => throw Passing();
        worker.Store.BeforeFindGranted = () =>
            worker.Running.Snapshot().Single().MayHoldLease || ++askedLate == 1 ? throw Passing() : Task.CompletedTask;
        var id = await worker.Parses.QueuedAsync();

        await worker.RunAsync(id);

        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.Queued, 1, 0), (parse.Status, parse.Attempt, parse.AttemptsSpent));
        Assert.Equal(1, await worker.JobsAsync(id, "a-resume"));
    }

    [Fact]
    public async Task Claim_ReplyLostWhileTheWorkerStops_HandsBackUnspent()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        worker.Store.AfterClaim = () =>
        {
            worker.Running.StopAll(CancelReason.Shutdown);
            throw Passing();
        };
        var id = await worker.Parses.QueuedAsync();

        await worker.RunAsync(id);

        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.Queued, 1, 0), (parse.Status, parse.Attempt, parse.AttemptsSpent));
        Assert.Empty(worker.Engine.Requests);
    }

    private static void LoseReplies(WorkerHarness worker, int count)
    {
        var replies = 0;
        worker.Store.AfterClaim = () => ++replies <= count ? throw Passing() : Task.CompletedTask;
    }

    private static NpgsqlException Passing() => new("The test's connection broke.", new IOException());
}
