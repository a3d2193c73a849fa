using Microsoft.Extensions.DependencyInjection;

namespace ParseWorker.Worker.Files;

/// <summary>Where documents lie while they are parsed.</summary>
internal static class FileServices
{
    public static IServiceCollection AddWorkFolder(this IServiceCollection services)
    {
        services.AddSingleton<WorkFolder>();
        services.AddHostedService<LeftOverFolders>();
        return services;
    }
}
