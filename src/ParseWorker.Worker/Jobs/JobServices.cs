using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ParseWorker.Queueing;
using ParseWorker.Worker.Engines;
using ParseWorker.Worker.Hosting;

namespace ParseWorker.Worker.Jobs;

/// <summary>The jobs of parses, from Hangfire's call to the last write, and their end when the worker stops.</summary>
internal static class JobServices
{
    public static IServiceCollection AddDeadlines(this IServiceCollection services)
    {
        services.AddOptions<HostOptions>().Configure<IOptions<WorkerOptions>, IOptions<EngineOptions>>(
            (host, worker, engines) => host.ShutdownTimeout = Deadlines.Host(worker.Value, engines.Value));
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
        services.AddSingleton<DocumentFetch>();
        services.AddSingleton<AttemptRun>();
        services.AddSingleton<ParseExecutor>();
        services.AddSingleton<IParseJob, ParseJob>();
        services.AddHostedService<JobServer>();
        return services;
    }
}
