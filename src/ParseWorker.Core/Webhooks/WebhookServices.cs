using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ParseWorker.Core.Webhooks;

/// <summary>Where webhooks are sent, from the configuration.</summary>
internal static class WebhookServices
{
    public static IServiceCollection AddWebhookRules(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidator>();
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section).ValidateOnStart();
        return services.AddSingleton<WebhookUrlPolicy>();
    }
}
