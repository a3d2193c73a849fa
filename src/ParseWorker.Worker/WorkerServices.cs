using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ParseWorker.Core;
using ParseWorker.Postgres.Hosting;
using ParseWorker.Queueing;
using ParseWorker.Worker.Cancellation;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Engines.Pool;
using ParseWorker.Worker.Engines.Processes;
using ParseWorker.Worker.Engines.Sandbox;
using ParseWorker.Worker.Files;
using ParseWorker.Worker.Hosting;
using ParseWorker.Worker.Jobs;
using ParseWorker.Worker.Recovery;
using ParseWorker.Worker.Retention;
using ParseWorker.Worker.Vision;

namespace ParseWorker.Worker;

/// <summary>The worker, a folder a method.</summary>
internal static class WorkerServices
{
    /// <summary>
    /// In the order of starting. Stopping goes the other way round: the report and the claiming end first, then the drain is
    /// waited for; the sweeper and the cancellation monitor, which renews the leases, outlive it.
    /// </summary>
    public static IServiceCollection AddWorker(this IServiceCollection services) => services
        .AddWorkerOptions()
        .AddParseWorkerCore()
        .AddParseWorkerPostgres() // refuses to start on an old schema
        .AddParseQueue()
        .AddCancellationMonitor()
        .AddEngines()
        .AddRecovery()
        .AddRetention()
        .AddDrain()
        .AddParseJobs()
        .AddReporting();

    public static IServiceCollection AddWorkerOptions(this IServiceCollection services)
    {
        services.AddOptions<WorkerOptions>().BindConfiguration(WorkerOptions.Section).ValidateOnStart();
        services.AddOptions<EngineOptions>().BindConfiguration(EngineOptions.Section).ValidateOnStart();
        services.AddOptions<HostOptions>().Configure<IOptions<WorkerOptions>, IOptions<EngineOptions>>(
            (host, worker, engines) => host.ShutdownTimeout = Deadlines.Host(worker.Value, engines.Value));
        services.AddSingleton<IValidateOptions<WorkerOptions>, WorkerOptionsValidator>();
        services.AddSingleton<IValidateOptions<WorkerOptions>, PollFitsLease>();
        services.AddSingleton<IValidateOptions<EngineOptions>, EngineOptionsValidator>();
        services.AddSingleton<IValidateOptions<EngineOptions>, HostMustExist>();
        services.AddSingleton<WorkerIdentity>();
        return services;
    }

    public static IServiceCollection AddCancellationMonitor(this IServiceCollection services)
    {
        services.AddSingleton<RunningAttempts>();
        services.AddSingleton<CancelFlagPoller>();
        services.AddSingleton<LeaseRenewer>();
        services.AddHostedService<CancellationMonitor>();
        return services;
    }

    public static IServiceCollection AddEngines(this IServiceCollection services)
    {
        services.AddSingleton(Launcher);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<HostStarter>(
            provider, provider.GetRequiredService<IOptions<EngineOptions>>().Value.Sandbox));
        services.AddSingleton<HostPool>();
        services.AddHostedService<SandboxMustHold>();
        services.AddHostedService(provider => provider.GetRequiredService<HostPool>());
        services.AddSingleton<EngineHostRunner>();
        services.AddSingleton<VisionModels>();
        services.AddSingleton<IEngineRunner, VisionRunner>();
        return services;
    }

    private static LaunchThread Launcher(IServiceProvider provider)
    {
        var engines = provider.GetRequiredService<IOptions<EngineOptions>>().Value;
        return new LaunchThread(engines.Sandbox == SandboxMode.Off ? null : FileFence.For(engines, provider.GetRequiredService<WorkFolder>()));
    }

    public static IServiceCollection AddRecovery(this IServiceCollection services)
    {
        services.AddSingleton<CrashGuard>();
        services.AddHostedService<Sweeper>();
        return services;
    }

    public static IServiceCollection AddRetention(this IServiceCollection services)
    {
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>();
        services.AddHostedService<Purger>();
        return services;
    }

    public static IServiceCollection AddDrain(this IServiceCollection services)
    {
        services.AddSingleton<Drain>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        return services;
    }

    public static IServiceCollection AddParseJobs(this IServiceCollection services)
    {
        services.AddSingleton<DatabaseRetry>();
        services.AddSingleton<CancelAcknowledgement>();
        services.AddSingleton<AttemptEnding>();
        services.AddSingleton<WorkFolder>();
        services.AddSingleton<AttemptRun>();
        services.AddSingleton<ParseExecutor>();
        services.AddSingleton<IParseJob, ParseJob>();
        services.AddHostedService<JobServer>();
        return services;
    }

    public static IServiceCollection AddReporting(this IServiceCollection services)
    {
        services.AddHostedService<WorkerReporter>();
        return services;
    }
}
