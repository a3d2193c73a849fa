using Microsoft.Extensions.Hosting;
using NSubstitute;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Queueing;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Jobs;
using ParseWorker.Worker.Recovery;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Jobs;

/// <summary>What Hangfire sees: a job that always returns normally.</summary>
public sealed class ParseJobTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Run_DrainHasBegun_ClaimsNothing()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        using var stopping = new CancellationTokenSource();
        worker.Get<IHostApplicationLifetime>().ApplicationStopping.Returns(stopping.Token);
        await worker.Get<Drain>().StartAsync(CancellationToken.None);
        await stopping.CancelAsync();
        var id = await worker.Parses.QueuedAsync();

        await worker.Get<IParseJob>().RunAsync(id.ToString());

        Assert.Equal(0, (await worker.FindAsync(id)).Attempt);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Run_FiveDocumentsCrashedTheirEngines_ClaimsWhenOneReadsTheWorkersOwn(bool machineIsBroken)
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        if (machineIsBroken)
            worker.Engine.Script = (_, _) => GateEngine.ThrowAt(1, 0, () => new EngineCrashedException("The test's engine died."));
        for (var i = 0; i < 5; i++)
            worker.Get<MachineGuard>().Observe(MonitorHarness.NewId(),
                new ParseOutcome.Retried(new ParseError(ParseErrorCodes.EngineCrashed, "It died.")));
        var ids = new[] { await worker.Parses.QueuedAsync(), await worker.Parses.QueuedAsync() };

        await Task.WhenAll(ids.Select(id => worker.Get<IParseJob>().RunAsync(id.ToString())));

        foreach (var id in ids) Assert.Equal(machineIsBroken ? 0 : 1, (await worker.FindAsync(id)).Attempt);
        Assert.Equal(machineIsBroken ? ["proof.pdf"] : ["a.txt", "a.txt", "proof.pdf", "proof.png"],
            worker.Engine.Requests.Select(request => request.FileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_PausedByAnOperator_ClaimsNothing()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        worker.Get<OperatorPause>().Heard("ann (dashboard)");
        var id = await worker.Parses.QueuedAsync();

        await worker.Get<IParseJob>().RunAsync(id.ToString());

        Assert.Equal(0, (await worker.FindAsync(id)).Attempt);
    }

    [Fact]
    public async Task Run_ClaimFails_ReturnsNormallyAndMonitorsNothing()
    {
        await using var worker = await WorkerHarness.StartAsync(database);
        worker.Store.AfterClaim = () => throw new InvalidOperationException("The test's store is broken.");
        var id = await worker.Parses.QueuedAsync();

        await worker.Get<IParseJob>().RunAsync(id.ToString());

        Assert.Equal(1, worker.Log.Count(4211));
        Assert.Empty(worker.Running.Snapshot());
    }

    [Fact]
    public async Task Run_NoParseId_ReturnsNormally()
    {
        await using var worker = await WorkerHarness.StartAsync(database);

        await worker.Get<IParseJob>().RunAsync("' or 1=1");

        Assert.Equal(1, worker.Log.Count(4209));
    }

    [Fact]
    public async Task Run_UnknownParse_DoesNothing()
    {
        await using var worker = await WorkerHarness.StartAsync(database);

        await worker.Get<IParseJob>().RunAsync(MonitorHarness.NewId().ToString());

        Assert.Empty(worker.Engine.Requests);
        Assert.Equal(0, worker.Log.Count(4211));
    }
}
