using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ParseWorker.Core.Documents;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Files;
using ParseWorker.Worker.Recovery;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Jobs;

public sealed class HandBackTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory, InlineData(CancelReason.Shutdown), InlineData(CancelReason.LeaseLost)]
    public async Task Stop_NotTheDocumentsFault_GoesBackUnspentWithItsPages(CancelReason reason)
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var gate = new Gate();
        worker.Engine.Script = (_, stop) => GateEngine.StopAt(gate, 20, stop);
        var id = await worker.Parses.QueuedAsync();
        var running = worker.RunAsync(id);
        await gate.Reached;

        worker.Running.Snapshot().Single().Stop(reason);
        await running;

        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.Queued, 1, 0, null), (parse.Status, parse.Attempt, parse.AttemptsSpent, parse.Error));
        Assert.InRange(parse.PagesDone, 16, 20);
        Assert.Equal(1, await worker.JobsAsync(id, "a-resume"));
    }

    [Fact]
    public async Task Stop_Shutdown_KeepsEveryPageTheEngineSent()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var gate = new Gate();
        worker.Engine.Script = (_, stop) => GateEngine.StopAt(gate, 20, stop);
        var id = await worker.Parses.QueuedAsync();
        var running = worker.RunAsync(id);
        await gate.Reached;

        worker.Running.StopAll(CancelReason.Shutdown);
        await running;

        Assert.Equal(20, (await worker.FindAsync(id)).PagesDone);
    }

    [Fact]
    public async Task Stop_LeaseTakenByAnother_ChangesNothing()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var gate = new Gate();
        worker.Engine.Script = (_, stop) => GateEngine.StopAt(gate, 2, stop);
        var id = await worker.Parses.QueuedAsync();
        var running = worker.RunAsync(id);
        await gate.Reached;
        await Eventually.BecomesAsync(() => worker.FindAsync(id), parse => parse.PagesDone == 2);

        await database.ExecuteAsync("update parseworker.parses set attempt = 2, owner = 'another' where id = $1", id.ToString());
        await running;

        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.InProgress, 2, "another"), (parse.Status, parse.Attempt, parse.Owner));
        Assert.Equal(0, await worker.JobsAsync(id, "a-resume"));
    }

    [Fact]
    public async Task Stop_DrainedButCancelRequestedMeanwhile_IsCancelled()
    {
        await using var worker = await WorkerHarness.StartAsync(database, Polling.Never);
        var gate = new Gate();
        worker.Engine.Script = (_, stop) => GateEngine.StopAt(gate, 2, stop);
        worker.Store.BeforeEnd = outcome =>
        {
            Assert.IsType<ParseOutcome.HandedBack>(outcome);
            return worker.CancelAsync(worker.Running.Snapshot().Single().Id);
        };
        var id = await worker.Parses.QueuedAsync();
        var running = worker.RunAsync(id);
        await gate.Reached;

        worker.Running.StopAll(CancelReason.Shutdown);
        await running;

        Assert.Equal(ParseStatus.Cancelled, (await worker.FindAsync(id)).Status);
        Assert.Equal(0, await worker.JobsAsync(id, "a-resume"));
    }

    [Fact]
    public async Task Run_NoHostStarts_WaitsUnspentAndSaysWhy()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        worker.Engine.Script = (_, _) => GateEngine.ThrowAt(1, 0, () => new EngineNotStartedException("The test's host did not start."));
        var id = await worker.Parses.QueuedAsync();

        await worker.RunAsync(id);

        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.Queued, 1, 0, null), (parse.Status, parse.Attempt, parse.AttemptsSpent, parse.Error));
        Assert.EndsWith(" host_not_started", await database.ScalarAsync<string>(
            "select detail from parseworker.parse_events where parse_id = $1 and kind = 'handed_back'", id.ToString()),
                StringComparison.Ordinal);

        // Neither by a new job nor by an old one, or it would run in circles.
        await worker.RunAsync(id);
        Assert.Equal((1, 0L), ((await worker.FindAsync(id)).Attempt, await worker.JobsAsync(id, "a-resume")));
    }

    [Fact]
    public async Task Run_DiskTakesNoDocument_WaitsUnspentAndStopsTheWorkerAtOnce()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var id = await worker.Parses.QueuedAsync();
        RemoveWorkFolder(worker);

        await worker.RunAsync(id);

        await WaitsForRoomAsync(worker, id);
    }

    // The document fits, and what the engine makes of it does not.
    [Fact]
    public async Task Run_EngineFailsOnAFullDisk_WaitsUnspentAndStopsTheWorkerAtOnce()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        worker.Engine.Script = (_, _) =>
        {
            RemoveWorkFolder(worker);
            return GateEngine.Refuse(ParseErrorCodes.InternalError);
        };
        var id = await worker.Parses.QueuedAsync();

        await worker.RunAsync(id);

        await WaitsForRoomAsync(worker, id);
    }

    // Other documents are there too: nothing is said of this one, and nothing is claimed until the bucket serves.
    [Fact]
    public async Task Run_DocumentInABucketThatIsAway_WaitsUnspentAndStopsTheWorkerUntilItIsBack()
    {
        var documents = Substitute.For<IDocumentStore>();
        documents.CopyToAsync(default!, default!, CancellationToken.None).ThrowsAsyncForAnyArgs(new ObjectStoreException("It is away."));
        var bucket = Substitute.For<IObjectStore>();
        bucket.IsConfigured.Returns(true);
        bucket.ProbeAsync(CancellationToken.None).ThrowsAsyncForAnyArgs(new ObjectStoreException("It is away."));
        await using var worker = await WorkerHarness.StartAsync(
            database, services => services.AddSingleton(documents).AddSingleton(bucket));
        await using var other = database.Services();
        var id = await new TestParses(database, other).QueuedAsync();

        await worker.RunAsync(id);

        await WaitsAsync(worker, id, "bucket_unavailable", MachineFault.BucketUnavailable);
        Assert.False(await worker.Get<MachineCheck>().IsFitAsync(TestContext.Current.CancellationToken));
        Assert.Contains("the bucket that holds documents", worker.Get<MachineGuard>().Fault.ToSentence(), StringComparison.Ordinal);
    }

    // A document that is larger than the disk would go round for ever, and stop the worker each time.
    [Fact]
    public async Task Run_DocumentThatAloneDoesNotFit_SpendsAnAttempt()
    {
        var documents = Substitute.For<IDocumentStore>();
        documents.CopyToAsync(default!, default!, CancellationToken.None).ThrowsAsyncForAnyArgs(new IOException("No space left on device"));
        await using var worker = await WorkerHarness.StartAsync(database, services => services.AddSingleton(documents));
        await using var other = database.Services();
        var id = await new TestParses(database, other).QueuedAsync();

        await worker.RunAsync(id);

        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.Queued, 1), (parse.Status, parse.AttemptsSpent));
        Assert.True(worker.Get<MachineGuard>().MayClaim);
    }

    [Fact]
    public async Task Run_AfterShutdownWasSounded_ClaimsNothing()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        worker.Running.StopAll(CancelReason.Shutdown);
        var id = await worker.Parses.QueuedAsync();

        await worker.RunAsync(id);

        Assert.Equal((ParseStatus.Queued, 0), ((await worker.FindAsync(id)).Status, (await worker.FindAsync(id)).Attempt));
    }

    private static void RemoveWorkFolder(WorkerHarness worker) => Directory.Delete(worker.Get<WorkFolder>().Path, recursive: true);

    // Else it would go round for ever, and stop the worker each time.
    [Fact]
    public async Task Run_OneDocumentThatTheBucketDoesNotGive_SpendsItsAttemptAndStopsNobody()
    {
        var documents = Substitute.For<IDocumentStore>();
        documents.CopyToAsync(default!, default!, CancellationToken.None).ThrowsAsyncForAnyArgs(new ObjectStoreException("It breaks off."));
        var bucket = Substitute.For<IObjectStore>();
        bucket.IsConfigured.Returns(true);
        await using var worker = await WorkerHarness.StartAsync(
            database, services => services.AddSingleton(documents).AddSingleton(bucket));
        await using var other = database.Services();
        var id = await new TestParses(database, other).QueuedAsync();

        await worker.RunAsync(id);

        Assert.Equal(1, await database.ScalarAsync<int>("select attempts_spent from parseworker.parses where id = $1", id.ToString()));
        Assert.Equal("internal_error", await database.ScalarAsync<string>(
            "select detail from parseworker.parse_events where parse_id = $1 and kind = 'retried'", id.ToString()));
        Assert.Equal(MachineFault.None, worker.Get<MachineGuard>().Fault);
    }

    private Task WaitsForRoomAsync(WorkerHarness worker, ParseId id) =>
        WaitsAsync(worker, id, "no_room_on_disk", MachineFault.NoRoomOnDisk);

    private async Task WaitsAsync(WorkerHarness worker, ParseId id, string cause, MachineFault fault)
    {
        var parse = await worker.FindAsync(id);
        Assert.Equal((ParseStatus.Queued, 1, 0, null), (parse.Status, parse.Attempt, parse.AttemptsSpent, parse.Error));
        Assert.EndsWith($" {cause}", await database.ScalarAsync<string>(
            "select detail from parseworker.parse_events where parse_id = $1 and kind = 'handed_back'", id.ToString()),
                StringComparison.Ordinal);
        Assert.Equal(fault, worker.Get<MachineGuard>().Fault);
    }
}
