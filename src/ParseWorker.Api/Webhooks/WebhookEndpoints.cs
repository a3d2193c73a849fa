namespace ParseWorker.Api.Webhooks;

/// <summary>The webhooks' endpoints.</summary>
internal static class WebhookEndpoints
{
    /// <summary>Adds the endpoints and what they share.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services) => services
        .AddSingleton<WebhookRules>()
        .AddSingleton<CreateWebhook>().AddSingleton<ReadWebhooks>().AddSingleton<ChangeWebhook>().AddSingleton<ReadDeliveries>()
        .AddSingleton<RotateSecret>().AddSingleton<ReplayDeliveries>();

    /// <summary>Maps the endpoints below <c>/v1</c>.</summary>
    public static void MapWebhooks(this IEndpointRouteBuilder v1)
    {
        CreateWebhook.Map(v1);
        ReadWebhooks.Map(v1);
        ChangeWebhook.Map(v1);
        ReadDeliveries.Map(v1);
        RotateSecret.Map(v1);
        ReplayDeliveries.Map(v1);
    }
}
