using Microsoft.Extensions.Hosting;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Worker.Recovery;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Recovery;

/// <summary>A sweep on the real database.</summary>
public sealed class RecoveryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Sweep_LeaseRanOut_ParseGoesOnWhereItsLostWorkerStopped()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var key = await worker.Parses.InProgressAsync();
        await worker.Store.WritePagesAsync(key, [new ParsedPage(1, GateEngine.TextOf(1))], 3, CancellationToken.None);
        await database.ExecuteAsync("update parseworker.parses set lease_expires_at = now() - interval '1 minute' where id = $1",
            key.Id.ToString());

        await SweepUntilAsync(worker, key.Id, parse => parse.Status == ParseStatus.Queued);
        Assert.Equal(1, await worker.JobsAsync(key.Id, "a-resume"));
        await worker.RunAsync(key.Id);

        var parse = await worker.FindAsync(key.Id);
        Assert.Equal((ParseStatus.Completed, 2, 0, 1), (parse.Status, parse.Attempt, parse.AttemptsSpent, parse.WorkersLost));
        Assert.Equal(2, worker.Engine.Requests.Single().FirstPage);
    }

    [Fact]
    public async Task Sweep_QueuedWithoutAJob_IsEnqueuedOnce()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var id = await worker.Parses.QueuedAsync();
        await database.ExecuteAsync("update parseworker.parses set queued_at = now() - interval '1 minute' where id = $1", id.ToString());

        await SweepAsync(worker);
        await SweepAsync(worker);

        Assert.Equal(1, await worker.JobsAsync(id, "b-parse"));
    }

    [Fact]
    public async Task Sweep_PendingWithRoom_IsAdmitted()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var id = await worker.Parses.PendingAsync("room");

        await SweepAsync(worker);

        Assert.Equal(1, await worker.JobsAsync(id, "b-%"));
    }

    private static Task SweepAsync(WorkerHarness worker) =>
        worker.Get<IEnumerable<IHostedService>>().OfType<Sweeper>().Single().SweepAsync(CancellationToken.None);

    /// <summary>Right after its start a database takes nothing back, for one lease.</summary>
    private static Task<Parse> SweepUntilAsync(WorkerHarness worker, ParseId id, Func<Parse, bool> expected) => Eventually.BecomesAsync(
        async () =>
        {
            await SweepAsync(worker);
            return await worker.FindAsync(id);
        },
        expected);
}
