using Microsoft.Extensions.DependencyInjection;

namespace ParseWorker.Worker.Recovery;

/// <summary>What finds lost parses, what counts the load, and what tells others that this worker lives.</summary>
internal static class RecoveryServices
{
    public static IServiceCollection AddRecovery(this IServiceCollection services)
    {
        services.AddSingleton<MachineGuard>();
        services.AddSingleton<EngineProof>();
        services.AddSingleton<MachineCheck>();
        services.AddSingleton<OperatorPause>();
        services.AddHostedService<Sweeper>();
        services.AddHostedService<LoadRecorder>();
        return services;
    }

    public static IServiceCollection AddReporting(this IServiceCollection services)
    {
        services.AddHostedService<WorkerReporter>();
        return services;
    }
}
