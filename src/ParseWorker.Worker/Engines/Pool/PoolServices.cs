using Microsoft.Extensions.DependencyInjection;

namespace ParseWorker.Worker.Engines.Pool;

/// <summary>The pool of engine hosts, and the runner over it.</summary>
internal static class PoolServices
{
    public static IServiceCollection AddHostPool(this IServiceCollection services)
    {
        services.AddSingleton<HostPool>();
        services.AddHostedService(provider => provider.GetRequiredService<HostPool>());
        services.AddSingleton<EngineHostRunner>();
        return services;
    }
}
