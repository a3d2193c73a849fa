using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Workers;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Jobs;
using ParseWorker.Worker.Recovery;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Hosting;

/// <summary>A worker that should claim nothing leaves everything to the others, and claims again by itself when it may.</summary>
[Trait("Needs", "Hosts")]
public sealed class StoppedClaimingTests : HostedWorkerTests
{
    // Whoever sends them stops nobody else: a document of the worker's own shows that it is not the machine.
    [Fact]
    public async Task Run_ANeighboursDocumentsCrashTheirEngines_GoesOnWithAllOthers()
    {
        await using var host = await StartAsync();
        Engine.Script = (request, _) => request.FileName == "bad.txt"
            ? GateEngine.ThrowAt(1, 0, () => new EngineCrashedException("The test's engine died."))
            : GateEngine.Pages(request.FirstPage, 3);
        for (var i = 0; i < 10; i++) await Parses(host).PendingAsync("neighbour", fileName: "bad.txt");
        await Eventually.IsTrueAsync(() => Log.Count(4325) > 0);

        var id = await Parses(host).PendingAsync();

        await BecomesAsync(id, ParseStatus.Completed);
        Assert.Equal((0, 0), (Log.Count(4301), Log.Count(4213)));
    }

    [Fact]
    public async Task Run_EngineHostsCrashOnEveryDocument_LeavesTheRestToOthers()
    {
        await using var broken = await StartAsync(("Engines:CrashPause", "01:00:00"));
        await CrashFiveTimesAsync(broken);
        var healthy = new GateEngine();
        await using var other = await StartAsync(healthy);

        var next = await Parses(broken).PendingAsync();
        await BecomesAsync(next, ParseStatus.Completed);

        // Not by the sweeper's patience: the broken worker fetches no jobs any more.
        Assert.Equal(1, Log.Count(4213));
        Assert.NotEmpty(healthy.Requests);
        Assert.False(broken.Services.GetRequiredService<MachineGuard>().MayClaim);
        await Eventually.BecomesAsync(ReadLiveAsync, workers => workers.Any(worker => !worker.Ready));
    }

    [Fact]
    public async Task Run_PauseAfterCrashesIsOver_ClaimsAgain()
    {
        await using var host = await StartAsync(("Engines:CrashPause", "00:00:01"));
        await CrashFiveTimesAsync(host);

        Engine.Script = (request, _) => GateEngine.Pages(request.FirstPage, 3);
        var next = await Parses(host).PendingAsync();

        await BecomesAsync(next, ParseStatus.Completed);
        await Eventually.IsTrueAsync(() => Log.Count(4309) == 1);

        // The server that the pause stopped is gone, not kept until the worker stops.
        var servers = host.Services.GetServices<IHostedService>().OfType<JobServer>().Single();
        await Eventually.BecomesAsync(() => servers.Servers, count => count == 1);
    }

    [Fact]
    public async Task Run_HostsDoNotStart_ClaimsNothingAndSaysSoUntilOneDoes()
    {
        using var script = new HostThatWaits();
        await using var host = await StartAsync(engine: null, ("Engines:HostPath", script.Path), ("Engines:Sandbox", "Off"),
            ("Engines:CrashPause", "00:00:02"));
        List<ParseId> ids = [];
        for (var i = 0; i < 5; i++) ids.Add(await Parses(host).PendingAsync());

        await Eventually.BecomesAsync(ReadLiveAsync, workers => workers.Any(worker =>
            worker.Reason?.Contains("do not start", StringComparison.Ordinal) == true));

        // The fifth waits for admission: two slots have room for four in the queue.
        foreach (var parse in await Task.WhenAll(ids.Select(FindAsync)))
            Assert.Equal((false, 0, null), (parse.Status.IsTerminal(), parse.AttemptsSpent, parse.Error));

        // None had to find out: a worker that has had no host yet claims nothing, and is not ready.
        Assert.Equal(0, await Database.ScalarAsync<long>("select count(*) from parseworker.parse_events where kind = 'claimed'"));
        Assert.Equal(0, Log.Count(4212));

        script.LetStart();

        foreach (var id in ids) await Eventually.BecomesAsync(() => FindAsync(id), parse =>
            parse is { AttemptsSpent: 0, Status: ParseStatus.Completed });
        await Eventually.BecomesAsync(ReadLiveAsync, workers => workers.All(worker => worker.Ready));
    }

    [Fact]
    public async Task Run_PausedByAnOperator_GoesOnWithWhatItRunsAndLeavesTheRestToOthers()
    {
        await using var paused = await StartAsync();
        var (id, gate) = await RunningAsync(paused);
        await PauseAsync(paused, "ann");
        var healthy = new GateEngine();
        await using var other = await StartAsync(healthy);

        var next = await Parses(paused).PendingAsync();
        await BecomesAsync(next, ParseStatus.Completed);
        gate.Open();
        await BecomesAsync(id, ParseStatus.Completed);
        Assert.Equal((1, 1, 1), (Log.Count(4213), healthy.Requests.Count, Engine.Requests.Count));

        await other.StopAsync(TestContext.Current.CancellationToken);
        Engine.Script = (request, _) => GateEngine.Pages(request.FirstPage, 3);
        await PauseAsync(paused, by: null);
        await BecomesAsync(await Parses(paused).PendingAsync(), ParseStatus.Completed);
        Assert.Equal(2, Engine.Requests.Count);
    }

    private async Task CrashFiveTimesAsync(RunningHost host)
    {
        Engine.Script = (_, _) => GateEngine.ThrowAt(1, 0, () => new EngineCrashedException("The test's engine died."));
        for (var i = 0; i < 5; i++) await Parses(host).PendingAsync();
        await Eventually.IsTrueAsync(() => Log.Count(4301) > 0);
    }

    /// <summary>As an operator does; heard of with the next report.</summary>
    private static async Task PauseAsync(RunningHost host, string? by)
    {
        var registry = host.Services.GetRequiredService<IWorkerRegistry>();
        var name = host.Services.GetRequiredService<WorkerIdentity>().Name;
        await Eventually.BecomesAsync(() => registry.PauseAsync(name, by, CancellationToken.None), found => found);
        var pause = host.Services.GetRequiredService<OperatorPause>();
        await Eventually.BecomesAsync(() => pause.IsOn, isOn => isOn == by is not null);
    }

    /// <summary>The project's own host, which ends at once until it is let start.</summary>
    private sealed class HostThatWaits : IDisposable
    {
        private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("parseworker-test-");

        public HostThatWaits()
        {
            var own = System.IO.Path.Combine(AppContext.BaseDirectory, "engine-host", "ParseWorker.EngineHost");
            File.WriteAllText(Path, $"#!/bin/sh\n[ -e {_directory.FullName}/fit ] && exec {own}\nexit 1\n");
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        public string Path => System.IO.Path.Combine(_directory.FullName, "host");

        public void LetStart() => File.WriteAllText(System.IO.Path.Combine(_directory.FullName, "fit"), "");

        public void Dispose() => _directory.Delete(recursive: true);
    }
}
