using Microsoft.Extensions.DependencyInjection;

namespace ParseWorker.Worker.Vision;

/// <summary>The configured vision models, and the runner that has pages read by them.</summary>
internal static class VisionServices
{
    public static IServiceCollection AddVisionModels(this IServiceCollection services)
    {
        services.AddSingleton<VisionModels>();
        services.AddSingleton<VisionRunner>();
        return services;
    }
}
