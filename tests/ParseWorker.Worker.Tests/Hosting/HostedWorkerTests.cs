using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Core.Workers;
using ParseWorker.Testing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Tests.Kit;

namespace ParseWorker.Worker.Tests.Hosting;

/// <summary>Tests of the whole worker with the real Hangfire and the real database; only its engine is the test's.</summary>
public abstract class HostedWorkerTests : IAsyncLifetime
{
    private protected TestDatabase Database { get; } = new();

    private protected GateEngine Engine { get; } = new();

    private protected RecordedLog Log { get; } = new();

    public async ValueTask InitializeAsync() => await Database.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Log.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task<RunningHost> StartAsync(params (string Key, string Value)[] settings) => StartAsync(Engine, settings);

    private protected async Task<RunningHost> StartAsync(GateEngine? engine, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(Database.Settings());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddWorker();
        builder.Services.AddSingleton<ILoggerFactory>(Log);
        if (engine is not null) builder.Services.AddSingleton<IEngineRunner>(engine);
        var host = builder.Build();
        await host.StartAsync();
        return new RunningHost(host);
    }

    private protected async Task<(ParseId Id, Gate Gate)> RunningAsync(RunningHost host)
    {
        var gate = new Gate();
        Engine.Script = (_, stop) => GateEngine.StopAt(gate, 2, stop);
        var id = await Parses(host).PendingAsync();
        await gate.Reached;
        return (id, gate);
    }

    private protected TestParses Parses(RunningHost host) => new(Database, host.Services);

    private protected Task<Parse> BecomesAsync(ParseId id, ParseStatus status) =>
        Eventually.BecomesAsync(() => FindAsync(id), parse => parse.Status == status);

    private protected Task<string> StatusAsync(ParseId id) =>
        Database.ScalarAsync<string>("select status from parseworker.parses where id = $1", id.ToString());

    private protected async Task<Parse> FindAsync(ParseId id)
    {
        await using var services = Database.Services();
        return (await services.GetRequiredService<IParseQueries>().FindAsync(TestParses.Environment, id, CancellationToken.None))!;
    }

    private protected async Task<IReadOnlyList<WorkerReport>> ReadLiveAsync()
    {
        await using var services = Database.Services();
        return await services.GetRequiredService<IWorkerRegistry>().ReadLiveAsync(CancellationToken.None);
    }
}
