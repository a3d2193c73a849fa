using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ParseWorker.Core.Remote;

/// <summary>What is fetched from the web, from the configuration.</summary>
internal static class RemotePolicyServices
{
    public static IServiceCollection AddRemoteDocuments(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<RemoteDocumentOptions>, RemoteDocumentOptionsValidator>();
        services.AddOptions<RemoteDocumentOptions>().BindConfiguration(RemoteDocumentOptions.Section).ValidateOnStart();
        return services.AddSingleton<RemoteUrlPolicy>();
    }
}
