using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ParseWorker.Core.Admission;
using ParseWorker.Core.Webhooks;
using ParseWorker.Queueing.Storage;

namespace ParseWorker.Queueing;

/// <summary>Hangfire as both processes use it.</summary>
public static class QueueServices
{
    /// <summary>Adds Hangfire's storage and client, and the queues on top. Adds no server: only workers run jobs.</summary>
    public static IServiceCollection AddParseQueue(this IServiceCollection services)
    {
        services.AddOptions<QueueOptions>().BindConfiguration(QueueOptions.Section).ValidateDataAnnotations().ValidateOnStart();

        // Before AddHangfire, which keeps what is there: of Hangfire's default filters only the dashboard's history graph is of use.
        services.AddSingleton<IJobFilterProvider>(new JobFilterProviderCollection(
            new JobFilterCollection { new StatisticsHistoryAttribute() }, new JobFilterAttributeFilterProvider()));
        // Ours before Hangfire's, which is a static: two hosts of one process would take each other's database.
        services.AddSingleton<EnqueuedSignal>();
        services.AddSingleton<JobStorage>(provider => HangfireStorage.Create(
            ConnectionString(provider.GetRequiredService<IConfiguration>()),
            provider.GetRequiredService<IOptions<QueueOptions>>().Value,
            provider.GetRequiredService<EnqueuedSignal>(),
            provider.GetService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(HangfireStorage))));
        // The same: the static is that of the host which was configured last.
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire((provider, hangfire) => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseStorage(provider.GetRequiredService<JobStorage>()));
        services.AddSingleton<IParseQueue, HangfireParseQueue>();
        services.AddSingleton<IDeliveryQueue, HangfireDeliveryQueue>();
        return services;
    }

    /// <summary>Beside <see cref="AddParseQueue"/>: has idle slots of a worker hear of jobs when they are enqueued.</summary>
    public static IServiceCollection AddEnqueuedListener(this IServiceCollection services) =>
        services.AddHostedService<EnqueuedListener>();

    private static string ConnectionString(IConfiguration configuration) =>
        configuration.GetConnectionString("Direct") is { Length: > 0 } direct ? direct
        : configuration.GetConnectionString("Main")
            ?? throw new InvalidOperationException(
                "ConnectionStrings:Main is missing: set ConnectionStrings__Main to the PostgreSQL database.");
}
