using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ParseWorker.Worker.Remote;

/// <summary>What fetches documents from the web.</summary>
internal static class RemoteServices
{
    public static IServiceCollection AddRemoteFetcher(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<FetchOptions>, FetchOptionsValidator>();
        services.AddOptions<FetchOptions>().BindConfiguration(FetchOptions.Section).ValidateOnStart();
        return services
            .AddSingleton<HostResolver>(Dns.GetHostAddressesAsync)
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<RemoteFetcher>(provider, new GuardedConnector(
                new AddressRules(provider.GetRequiredService<IOptions<FetchOptions>>().Value.Networks),
                provider.GetRequiredService<HostResolver>())));
    }
}
