using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NSubstitute;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Workers;
using ParseWorker.Testing;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Jobs;

/// <summary>The ending survives what the database does meanwhile.</summary>
[Trait("Needs", "Hosts")]
public sealed class LastWriteTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task End_DatabaseFailsTwice_IsWrittenAllTheSame()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var tries = 0;
        worker.Store.BeforeEnd = _ => ++tries <= 2 ? throw Passing() : Task.CompletedTask;
        var id = await worker.Parses.QueuedAsync();

        await worker.RunAsync(id);

        Assert.Equal(ParseStatus.Completed, (await worker.FindAsync(id)).Status);
        Assert.Equal(1, worker.Log.Count(4201));
    }

    [Fact]
    public async Task End_ReplyLost_IsFoundInTheRecordAndFollowedUp()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var (gate, tries) = (new Gate(), 0);
        worker.Engine.Script = (_, stop) => GateEngine.StopAt(gate, 1, stop);
        worker.Store.AfterEnd = _ => ++tries == 1 ? throw Passing() : Task.CompletedTask;
        var id = await worker.Parses.QueuedAsync();
        var running = worker.RunAsync(id);
        await gate.Reached;

        worker.Running.StopAll(CancelReason.Shutdown);
        await running;

        Assert.Equal(1, tries);
        Assert.Equal(1, await worker.JobsAsync(id, "a-resume"));
        Assert.Equal(1, worker.Log.Count(4205));
    }

    [Fact]
    public async Task End_DatabaseAwayForLongerThanTheLease_IsWrittenWhenItIsBack()
    {
        await using var worker = await WorkerHarness.StartAsync(database, services =>
        {
            services.Configure<WorkerOptions>(options =>
                (options.Lease, options.PollInterval) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(0.5)));
            services.AddSingleton(WithoutRenewals());
        });
        worker.Store.BeforeEnd = _ => worker.Running.Snapshot().Single().MayHoldLease ? throw Passing() : Task.CompletedTask;
        var id = await worker.Parses.QueuedAsync();

        await worker.RunAsync(id);

        Assert.Equal(ParseStatus.Completed, (await worker.FindAsync(id)).Status);
    }

    [Fact]
    public async Task End_TokenFiredLongAgo_IsWrittenAllTheSame()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        worker.Store.BeforeEnd = _ =>
        {
            worker.Running.StopAll(CancelReason.Shutdown);
            return Task.CompletedTask;
        };
        var id = await worker.Parses.QueuedAsync();

        await worker.RunAsync(id);

        Assert.Equal(ParseStatus.Completed, (await worker.FindAsync(id)).Status);
    }

    [Fact]
    public async Task End_FaultOfOurOwn_IsNotRepeated()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var tries = 0;
        worker.Store.BeforeEnd = _ => throw new InvalidOperationException($"Try {++tries}");
        var id = await worker.Parses.QueuedAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => worker.RunAsync(id));

        Assert.Equal(1, tries);
        Assert.Empty(worker.Running.Snapshot());
    }

    private static IAttemptStore WithoutRenewals()
    {
        var store = Substitute.For<IAttemptStore>();
        store.RenewAsync(default!, default, default).ReturnsForAnyArgs(Task.FromException<IReadOnlyList<AttemptKey>>(Passing()));
        store.ReadFlagsAsync(default!, default).ReturnsForAnyArgs(call => Task.FromResult<IReadOnlyList<AttemptFlags>>(
            [.. call.Arg<IReadOnlyCollection<ParseId>>()
                .Select(id => new AttemptFlags(id, ParseStatus.InProgress, 1, CancelRequested: false))]));
        return store;
    }

    private static NpgsqlException Passing() => new("The test's connection broke.", new IOException());
}
