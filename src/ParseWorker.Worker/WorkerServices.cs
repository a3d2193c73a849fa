using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ParseWorker.Core;
using ParseWorker.Core.Engines;
using ParseWorker.Postgres.Hosting;
using ParseWorker.Queueing;
using ParseWorker.S3;
using ParseWorker.Worker.Cancellation;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Engines.Fingerprints;
using ParseWorker.Worker.Engines.Pool;
using ParseWorker.Worker.Engines.Processes;
using ParseWorker.Worker.Files;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Jobs;
using ParseWorker.Worker.Recovery;
using ParseWorker.Worker.Remote;
using ParseWorker.Worker.Retention;
using ParseWorker.Worker.Telemetry;
using ParseWorker.Worker.Vision;
using ParseWorker.Worker.Webhooks;

namespace ParseWorker.Worker;

/// <summary>The worker, seen from above. Each folder registers what it holds.</summary>
internal static class WorkerServices
{
    /// <summary>
    /// In the order of starting. Stopping goes the other way round: the report and the claiming end first, then the drain is
    /// waited for; the sweeper and the cancellation monitor, which renews the leases, outlive it.
    /// </summary>
    public static IServiceCollection AddWorker(this IServiceCollection services) => services
        .AddWorkerOptions()
        .AddWorkFolder() // what a killed worker left is removed whether or not the database is there
        .AddParseWorkerCore()
        .AddParseWorkerPostgres() // refuses to start on an old schema
        .AddParseWorkerS3()
        .AddParseQueue()
        .AddCancellationMonitor()
        .AddEngines()
        .AddRecovery()
        .AddRetention()
        .AddWebhookDelivery()
        .AddDrain()
        .AddRemoteFetcher()
        .AddEnqueuedListener()
        .AddParseJobs()
        .AddReporting();

    /// <summary>What every other folder's services ask for.</summary>
    public static IServiceCollection AddWorkerOptions(this IServiceCollection services) => services
        .AddInstruments()
        .AddHosting()
        .AddEngineOptions()
        .AddDeadlines();

    public static IServiceCollection AddEngines(this IServiceCollection services) => services
        .AddHostProcesses()
        .AddHostPool()
        .AddVisionModels()
        .AddSingleton(provider => HostFingerprint.Of(provider.GetRequiredService<IOptions<EngineOptions>>().Value))
        .AddSingleton<IEngineRunner>(provider => new EngineRouter(
            hosts: provider.GetRequiredService<EngineHostRunner>(),
            vision: provider.GetRequiredService<VisionRunner>(),
            provider.GetRequiredService<ModelCatalog>()));
}
