using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Workers;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Jobs;
using ParseWorker.Worker.Recovery;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Hosting;

/// <summary>The whole worker with the real Hangfire and the real database; only its engine is the test's.</summary>
[Trait("Needs", "Hosts")]
public sealed class WorkerHostTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private readonly GateEngine _engine = new();
    private readonly RecordedLog _log = new();

    [Fact]
    public async Task Run_AdmittedParse_IsClaimedAndCompleted()
    {
        using var host = await StartAsync();
        var id = await Parses(host).PendingAsync();

        await BecomesAsync(id, ParseStatus.Completed);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Run_WithAndWithoutNotifications_HearsACancel(bool notifications)
    {
        using var host = await StartAsync(("Notifications:Enabled", $"{notifications}"));
        var (id, _) = await RunningAsync(host);

        await host.Services.GetRequiredService<IParseStore>().RequestCancelAsync(TestParses.Environment, id, "tester",
            CancellationToken.None);

        await BecomesAsync(id, ParseStatus.Cancelled);
        Assert.Equal(
            notifications ? 2 : 0, // of cancels, and of new jobs
            await _database.ScalarAsync<long>(
                "select count(*) from pg_stat_activity where datname = current_database() and query ilike 'listen%'"));
    }

    [Fact]
    public async Task Stop_ParseEndsWithinTheDrainTime_Completes()
    {
        using var host = await StartAsync();
        var (id, gate) = await RunningAsync(host);

        var stopping = host.StopAsync(TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync(() => host.Services.GetRequiredService<Drain>().Begun);
        gate.Open();
        await stopping;

        Assert.Equal(ParseStatus.Completed, (await FindAsync(id)).Status);
    }

    [Fact]
    public async Task Stop_ParseOutlastsTheDrainTime_IsHandedBackUnspent()
    {
        using var host = await StartAsync(("Worker:DrainTime", "00:00:00.300"));
        var (id, _) = await RunningAsync(host);

        await host.StopAsync(TestContext.Current.CancellationToken);

        var parse = await FindAsync(id);
        Assert.Equal((ParseStatus.Queued, 0, null), (parse.Status, parse.AttemptsSpent, parse.Error));
        Assert.Equal(1L, await _database.ScalarAsync<long>(
            "select count(*) from hangfire.jobqueue where queue = 'a-resume' and fetchedat is null"));
        Assert.Equal(0L, await _database.ScalarAsync<long>("select count(*) from hangfire.state where name in ('Failed', 'Scheduled')"));
    }

    [Fact]
    public async Task Stop_UserCancelsWhileDraining_IsCancelled()
    {
        using var host = await StartAsync();
        var (id, _) = await RunningAsync(host);

        var stopping = host.StopAsync(TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync(() => host.Services.GetRequiredService<Drain>().Begun);
        await host.Services.GetRequiredService<IParseStore>().RequestCancelAsync(TestParses.Environment, id, "tester",
            CancellationToken.None);
        await stopping;

        Assert.Equal(ParseStatus.Cancelled, (await FindAsync(id)).Status);
    }

    [Fact]
    public async Task Stop_QueuedParses_AreNotClaimedAnyMore()
    {
        using var host = await StartAsync(("Worker:Slots", "1"));
        var (id, gate) = await RunningAsync(host);

        var stopping = host.StopAsync(TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync(() => host.Services.GetRequiredService<Drain>().Begun);
        var later = await Parses(host).PendingAsync();
        await host.Services.GetRequiredService<ParseDispatcher>().AdmitAsync(TestParses.Environment, CancellationToken.None);
        gate.Open();
        await stopping;

        Assert.Equal(ParseStatus.Completed, (await FindAsync(id)).Status);
        Assert.Equal((ParseStatus.Queued, 0), ((await FindAsync(later)).Status, (await FindAsync(later)).Attempt));
        Assert.Empty(await ReadLiveAsync());
    }

    // Everything that has a slot is the first environment's, and much of its waits; the second one's runs all the same.
    [Fact]
    public async Task Run_EverySlotIsANeighbours_StartsTheFirstParseOfAnother()
    {
        using var host = await StartAsync(("Worker:Slots", "1"));
        var (id, gate) = await RunningAsync(host);
        for (var n = 0; n < 3; n++) await Parses(host).PendingAsync();
        _engine.Script = (request, _) => GateEngine.Pages(request.FirstPage, 3);

        var other = await Parses(host).PendingAsync("another");

        await Eventually.BecomesAsync(() => StatusAsync(other), status => status == "completed");
        Assert.Equal((ParseStatus.InProgress, 2), ((await FindAsync(id)).Status, _engine.Requests.Count));
        gate.Open();
        await BecomesAsync(id, ParseStatus.Completed);
    }

    [Fact]
    public async Task Run_LeaseIsLive_RequeueInTheDashboardDisturbsNothing()
    {
        using var host = await StartAsync();
        var (id, gate) = await RunningAsync(host);

        host.Services.GetRequiredService<IParseQueue>().Enqueue(new QueuedParse(id, 1, TestParses.Environment));
        await Eventually.BecomesAsync(() => _database.ScalarAsync<long>("select count(*) from hangfire.job where statename = 'Succeeded'"),
            count => count == 1);
        gate.Open();

        await BecomesAsync(id, ParseStatus.Completed);
        Assert.Equal((1, 1), ((await FindAsync(id)).Attempt, _engine.Requests.Count));
    }

    [Fact]
    public async Task Run_EngineHostsCrashOnFiveParses_LeavesTheRestToOthers()
    {
        using var broken = await StartAsync(("Engines:CrashPause", "01:00:00"));
        await CrashFiveTimesAsync(broken);
        var healthy = new GateEngine();
        using var other = await StartAsync(healthy);

        var next = await Parses(broken).PendingAsync();
        await BecomesAsync(next, ParseStatus.Completed);

        // Not by the sweeper's patience: the broken worker fetches no jobs any more.
        Assert.Equal(1, _log.Count(4213));
        Assert.NotEmpty(healthy.Requests);
        Assert.False(broken.Services.GetRequiredService<MachineGuard>().MayClaim);
        await Eventually.BecomesAsync(ReadLiveAsync, workers => workers.Any(worker => !worker.Ready));
    }

    [Fact]
    public async Task Run_PauseAfterCrashesIsOver_ClaimsAgain()
    {
        using var host = await StartAsync(("Engines:CrashPause", "00:00:01"));
        await CrashFiveTimesAsync(host);

        _engine.Script = (request, _) => GateEngine.Pages(request.FirstPage, 3);
        var next = await Parses(host).PendingAsync();

        await BecomesAsync(next, ParseStatus.Completed);
        await Eventually.IsTrueAsync(() => _log.Count(4302) == 1);

        // The server that the pause stopped is gone, not kept until the worker stops.
        var servers = host.Services.GetServices<IHostedService>().OfType<JobServer>().Single();
        await Eventually.BecomesAsync(() => servers.Servers, count => count == 1);
    }

    [Fact]
    public async Task Run_HostsDoNotStart_ClaimsNothingAndSaysSoUntilOneDoes()
    {
        using var script = new HostThatWaits();
        using var host = await StartAsync(engine: null, ("Engines:HostPath", script.Path), ("Engines:Sandbox", "Off"),
            ("Engines:CrashPause", "00:00:02"));
        List<ParseId> ids = [];
        for (var i = 0; i < 5; i++) ids.Add(await Parses(host).PendingAsync());

        await Eventually.BecomesAsync(ReadLiveAsync, workers => workers.Any(worker =>
            worker.Reason?.Contains("do not start", StringComparison.Ordinal) == true));
        foreach (var parse in await Task.WhenAll(ids.Select(FindAsync)))
            Assert.Equal((ParseStatus.Queued, 0, null), (parse.Status, parse.AttemptsSpent, parse.Error));

        script.LetStart();

        foreach (var id in ids) await Eventually.BecomesAsync(() => FindAsync(id), parse =>
            parse is { AttemptsSpent: 0, Status: ParseStatus.Completed });
        await Eventually.BecomesAsync(ReadLiveAsync, workers => workers.All(worker => worker.Ready));
    }

    [Fact]
    public async Task Start_OldSchema_IsRefused()
    {
        await _database.ExecuteAsync("delete from parseworker.schema_versions");

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync());

        Assert.Contains("deploy/up", refusal.Message, StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync() => await _database.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _log.Dispose();
    }

    private Task<IHost> StartAsync(params (string Key, string Value)[] settings) => StartAsync(_engine, settings);

    private async Task<IHost> StartAsync(GateEngine? engine, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(_database.Settings());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddWorker();
        builder.Services.AddSingleton<ILoggerFactory>(_log);
        if (engine is not null) builder.Services.AddSingleton<IEngineRunner>(engine);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private async Task<(ParseId Id, Gate Gate)> RunningAsync(IHost host)
    {
        var gate = new Gate();
        _engine.Script = (_, stop) => GateEngine.StopAt(gate, 2, stop);
        var id = await Parses(host).PendingAsync();
        await gate.Reached;
        return (id, gate);
    }

    private async Task CrashFiveTimesAsync(IHost host)
    {
        _engine.Script = (_, _) => GateEngine.ThrowAt(1, 0, () => new EngineCrashedException("The test's engine died."));
        for (var i = 0; i < 5; i++) await Parses(host).PendingAsync();
        await Eventually.IsTrueAsync(() => _log.Count(4301) > 0);
    }

    private TestParses Parses(IHost host) => new(_database, host.Services);

    private Task<Parse> BecomesAsync(ParseId id, ParseStatus status) =>
        Eventually.BecomesAsync(() => FindAsync(id), parse => parse.Status == status);

    private Task<string> StatusAsync(ParseId id) =>
        _database.ScalarAsync<string>("select status from parseworker.parses where id = $1", id.ToString());

    private async Task<Parse> FindAsync(ParseId id)
    {
        await using var services = _database.Services();
        return (await services.GetRequiredService<IParseQueries>().FindAsync(TestParses.Environment, id, CancellationToken.None))!;
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

    private async Task<IReadOnlyList<WorkerReport>> ReadLiveAsync()
    {
        await using var services = _database.Services();
        return await services.GetRequiredService<IWorkerRegistry>().ReadLiveAsync(CancellationToken.None);
    }
}
