using Microsoft.Extensions.Options;

namespace ParseWorker.Api.Subscriptions;

/// <summary>What requests wait with.</summary>
internal static class SubscriptionServices
{
    /// <summary>Adds the subscriptions and the service that delivers to them.</summary>
    public static IServiceCollection AddSubscriptions(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<WaitOptions>, WaitOptionsValidator>();
        services.AddOptions<WaitOptions>().BindConfiguration(WaitOptions.Section).ValidateOnStart();
        return services.AddSingleton<ParseSubscriptions>().AddHostedService(provider => provider.GetRequiredService<ParseSubscriptions>());
    }
}
