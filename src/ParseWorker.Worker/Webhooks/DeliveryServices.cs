using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ParseWorker.Queueing;

namespace ParseWorker.Worker.Webhooks;

/// <summary>What sends webhooks.</summary>
internal static class DeliveryServices
{
    /// <summary>Needs what resolves hosts' names, see <c>Remote</c>.</summary>
    public static IServiceCollection AddWebhookDelivery(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<DeliveryOptions>, DeliveryOptionsValidator>();
        services.AddOptions<DeliveryOptions>().BindConfiguration(DeliveryOptions.Section).ValidateOnStart();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<DeliveryRelay>();
        services.AddSingleton<IDeliveryJob, DeliveryJob>();
        services.AddHostedService<DeliverySweeper>();
        services.AddHostedService<DeliveryServer>();
        return services;
    }
}
