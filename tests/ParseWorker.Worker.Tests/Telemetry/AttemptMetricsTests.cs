using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Core.Engines;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Telemetry;

/// <summary>What an attempt is measured by, where it happens: the real executor on the real database.</summary>
public sealed class AttemptMetricsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Ended = "parseworker.parses.ended";
    private const string Duration = "parseworker.attempts.duration";
    private const string Pages = "parseworker.attempts.pages";
    private const string LeasesLost = "parseworker.attempts.leases_lost";

    [Fact]
    public async Task Run_ToItsEnd_IsMeasuredFromTheWaitToTheEnding()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var id = await worker.Parses.QueuedAsync();
        await database.ExecuteAsync(
            "update parseworker.parses set created_at = created_at - interval '1 minute' where id = $1", id.ToString());

        await worker.RunAsync(id);

        Assert.InRange(Assert.Single(worker.Meters.Values("parseworker.attempts.pick_up", "attempt=first")), 60, 120);
        Assert.InRange(Assert.Single(worker.Meters.Values(Duration, "outcome=completed")), 0, 60);
        Assert.Equal(3, worker.Meters.Sum(Pages, "result=parsed"));
        Assert.Equal(1, worker.Meters.Sum(Ended, "status=completed"));
        Assert.Equal(0, worker.Meters.Sum(LeasesLost));
    }

    [Fact]
    public async Task Run_DocumentIsRefused_CountsItsErrorCode()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        worker.Engine.Script = (_, _) => GateEngine.Refuse(ParseErrorCodes.PasswordProtected);
        var id = await worker.Parses.QueuedAsync();

        await worker.RunAsync(id);

        Assert.Equal(1, worker.Meters.Sum(Ended, "status=failed", $"error_code={ParseErrorCodes.PasswordProtected}"));
        Assert.Single(worker.Meters.Values(Duration, "outcome=failed"));
    }

    [Fact]
    public async Task Run_EngineCrashesThreeTimes_IsRetriedTwiceAndFailsOnce()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        worker.Engine.Script = (_, _) => GateEngine.ThrowAt(1, 0, () => new EngineCrashedException("The test's engine died."));
        var id = await worker.Parses.QueuedAsync();

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await database.ExecuteAsync("update parseworker.parses set run_after = null where id = $1", id.ToString());
            await worker.RunAsync(id);
        }

        Assert.Equal(2, worker.Meters.Values(Duration, "outcome=retried").Count);
        Assert.Single(worker.Meters.Values(Duration, "outcome=failed"));
        Assert.Equal(1, worker.Meters.Sum(Ended, "status=failed", $"error_code={ParseErrorCodes.EngineCrashed}"));
        Assert.Equal(2, worker.Meters.Values("parseworker.attempts.pick_up", "attempt=later").Count);
    }

    [Theory, InlineData(CancelReason.Shutdown, 0), InlineData(CancelReason.LeaseLost, 1)]
    public async Task Stop_NotTheDocumentsFault_CountsAsHandedBack(CancelReason reason, int leasesLost)
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        var gate = new Gate();
        worker.Engine.Script = (_, stop) => GateEngine.StopAt(gate, 1, stop);
        var running = worker.RunAsync(await worker.Parses.QueuedAsync());
        await gate.Reached;

        worker.Running.StopAll(reason);
        await running;

        Assert.Equal(1, worker.Meters.Sum("parseworker.attempts.handed_back", "cause=worker_stops"));
        Assert.Single(worker.Meters.Values(Duration, "outcome=handed_back"));
        Assert.Equal(leasesLost, worker.Meters.Sum(LeasesLost));
    }

    [Fact]
    public async Task Run_HostsDoNotStart_CountsTheCauseOfTheHandBack()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        worker.Engine.Script = (_, _) => GateEngine.ThrowAt(1, 0, () => new EngineNotStartedException("The test has none."));

        await worker.RunAsync(await worker.Parses.QueuedAsync());

        Assert.Equal(1, worker.Meters.Sum("parseworker.attempts.handed_back", "cause=host_not_started"));
    }

    [Fact]
    public async Task Run_AttemptIsTakenByAnother_CountsAsAbandonedAndItsLeaseAsLost()
    {
        await using var worker = await WorkerHarness.StartAsync(database, Polling.Never);
        var id = await worker.Parses.QueuedAsync();
        worker.Store.BeforeEnd = _ => database.ExecuteAsync(
            "update parseworker.parses set attempt = 2, owner = 'another' where id = $1", id.ToString());

        await worker.RunAsync(id);

        Assert.Single(worker.Meters.Values(Duration, "outcome=abandoned"));
        Assert.Equal((1, 0), (worker.Meters.Sum(LeasesLost), worker.Meters.Sum(Ended, "status=completed")));
    }

    [Fact]
    public async Task Run_PageFails_CountsItApart()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        worker.Engine.Script = (_, _) => TwoPagesAsync();

        await worker.RunAsync(await worker.Parses.QueuedAsync());

        Assert.Equal((1, 1), (worker.Meters.Sum(Pages, "result=parsed"), worker.Meters.Sum(Pages, "result=failed")));
    }

    [Fact]
    public async Task Run_KnownDocument_CountsItsPagesAsCopied()
    {
        await using var worker = await WorkerHarness.StartAsync(
            database, services => services.Configure<WorkerOptions>(options => options.OutputCache = true));
        var document = Guid.NewGuid().ToByteArray();

        for (var n = 0; n < 2; n++) await worker.RunAsync(await worker.Parses.QueuedAsync(document: document));

        Assert.Equal((3, 3), (worker.Meters.Sum(Pages, "result=parsed"), worker.Meters.Sum(Pages, "result=copied")));
    }

    private static async IAsyncEnumerable<EngineMessage> TwoPagesAsync()
    {
        await Task.Yield();
        yield return new EngineMessage.Opened(2);
        yield return GateEngine.Page(1);
        yield return new EngineMessage.PageText(2, "", new ParseError(ParseErrorCodes.PageUnreadable, "The test's page is none."));
        yield return new EngineMessage.Finished(2);
    }
}
