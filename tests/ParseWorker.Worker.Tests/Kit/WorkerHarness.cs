using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NSubstitute;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;
using ParseWorker.Worker.Cancellation;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Files;
using ParseWorker.Worker.Jobs;
using ParseWorker.Worker.Recovery;
using ParseWorker.Worker.Remote;

namespace ParseWorker.Worker.Tests.Kit;

/// <summary>The worker's services on a real database with an engine of the test's; of its hosted services only the cancellation monitor
/// runs.</summary>
internal sealed class WorkerHarness : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly ServiceProvider _services;
    private readonly CancellationMonitor _monitor;

    private WorkerHarness(TestDatabase database, Action<IServiceCollection>? more)
    {
        _database = database;
        _services = database.Services(services =>
        {
            services.AddSingleton<ILoggerFactory>(Log);
            services.AddSingleton(Substitute.For<IHostApplicationLifetime>());
            services.AddSingleton<IMeterFactory>(Meters);
            services.AddWorkerOptions().AddWorkFolder().AddCancellationMonitor().AddEngines().AddRecovery().AddDrain()
                .AddRemoteFetcher().AddParseJobs();
            services.AddSingleton<IEngineRunner>(Engine);
            more?.Invoke(services);
            Gate(services);
        });
        Parses = new TestParses(database, _services);
        Queries = _services.GetRequiredService<IParseQueries>();
        _monitor = _services.GetServices<IHostedService>().OfType<CancellationMonitor>().Single();
    }

    public GateEngine Engine { get; } = new();

    public RecordedLog Log { get; } = new();

    public TestMeters Meters { get; } = new();

    public TestParses Parses { get; }

    public IParseQueries Queries { get; }

    public GatedStore Store => (GatedStore)_services.GetRequiredService<IParseStore>();

    public RunningAttempts Running => _services.GetRequiredService<RunningAttempts>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static async Task<WorkerHarness> StartAsync(TestDatabase database, Action<IServiceCollection>? more = null)
    {
        var harness = new WorkerHarness(database, more);
        await harness._monitor.StartAsync(CancellationToken.None);
        return harness;
    }

    /// <summary>Runs the parse's job, as Hangfire would.</summary>
    public Task RunAsync(ParseId id) => Get<ParseExecutor>().RunAsync(id);

    public async Task<Parse> FindAsync(ParseId id) =>
        await Queries.FindAsync(TestParses.Environment, id, CancellationToken.None)
            ?? throw new InvalidOperationException($"{id} is gone.");

    public async Task<IReadOnlyList<ParsedPage>> PagesAsync(ParseId id) =>
        await Queries.ReadPagesAsync(id, CancellationToken.None).ToListAsync();

    public Task<CancelResult?> CancelAsync(ParseId id) =>
        Store.RequestCancelAsync(TestParses.Environment, id, "tester", CancellationToken.None);

    public Task<long> JobsAsync(ParseId id, string queue) => _database.ScalarAsync<long>(
        "select count(*) from hangfire.jobqueue q join hangfire.job j on j.id = q.jobid "
        + "where q.queue like $1 and j.arguments ->> 0 = to_json($2)::text",
        queue,
        id.ToString());

    public async ValueTask DisposeAsync()
    {
        await _monitor.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        Meters.Dispose();
    }

    private static void Gate(IServiceCollection services)
    {
        var real = services.Last(service => service.ServiceType == typeof(IParseStore));
        services.AddSingleton<IParseStore>(provider =>
            new GatedStore((IParseStore)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)));
    }
}
