using Microsoft.Extensions.DependencyInjection;

namespace ParseWorker.Worker.Cancellation;

/// <summary>The running attempts and their monitor.</summary>
internal static class CancellationServices
{
    public static IServiceCollection AddCancellationMonitor(this IServiceCollection services)
    {
        services.AddSingleton<Alarm>();
        services.AddSingleton<RunningAttempts>();
        services.AddSingleton<CancelFlagPoller>();
        services.AddSingleton<LeaseRenewer>();
        services.AddHostedService<CancellationMonitor>();
        return services;
    }
}
