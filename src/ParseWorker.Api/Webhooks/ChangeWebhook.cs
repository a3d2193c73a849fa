using ParseWorker.Api.Auth;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Intake;
using ParseWorker.Api.Parameters;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Api.Webhooks;

/// <summary><c>PATCH</c> and <c>DELETE /v1/webhooks/{id}</c>.</summary>
internal sealed partial class ChangeWebhook(IWebhookStore webhooks, WebhookRules rules, ILogger<ChangeWebhook> logger)
{
    /// <summary>Maps the routes.</summary>
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPatch("/webhooks/{id}", (HttpContext context, ChangeWebhook endpoint, string id) =>
                endpoint.ChangeAsync(context, WebhookRoute.Read(id)))
            .Accepts<ChangeWebhookBody>("application/json")
            .WithTags("Webhooks").WithName("changeWebhook").WithSummary("Change, disable or enable a webhook")
            .WithDescription("What is left out stays. A disabled webhook is told nothing of what ends meanwhile; what was pending waits.")
            .Produces<WebhookBody>()
            .Produces<ErrorBody>(StatusCodes.Status404NotFound)
            .Produces<ErrorBody>(StatusCodes.Status422UnprocessableEntity);
        v1.MapDelete("/webhooks/{id}", (HttpContext context, ChangeWebhook endpoint, string id) =>
                endpoint.DeleteAsync(context, WebhookRoute.Read(id)))
            .WithTags("Webhooks").WithName("deleteWebhook").WithSummary("Delete a webhook")
            .WithDescription("Its deliveries go with it; one that is on its way may still arrive.")
            .Produces(StatusCodes.Status204NoContent).Produces<ErrorBody>(StatusCodes.Status404NotFound);
    }

    private async Task<IResult> ChangeAsync(HttpContext context, WebhookId id)
    {
        var key = context.Key();
        var body = await JsonBodyReader.ReadAsync(context.Request, WebhookJson.Contract.ChangeWebhookBody, context.RequestAborted)
            ?? new ChangeWebhookBody();
        var change = new WebhookChange
        {
            Url = body.Url is null ? null : rules.CheckUrl(body.Url),
            Description = WebhookRules.CheckDescription(body.Description),
            Events = WebhookRules.CheckEvents(body.Events),
            Enabled = body.Enabled,
        };
        var changed = await webhooks.ChangeAsync(key.Environment, id, change, context.RequestAborted)
            ?? throw RefusedException.NoSuchWebhook(id.ToString());
        Changed(id, key.Id);
        return Results.Json(WebhookBody.Of(changed), WebhookJson.Contract);
    }

    private async Task<IResult> DeleteAsync(HttpContext context, WebhookId id)
    {
        var key = context.Key();
        if (!await webhooks.DeleteAsync(key.Environment, id, CancellationToken.None))
            throw RefusedException.NoSuchWebhook(id.ToString());
        Deleted(id, key.Id);
        return Results.NoContent();
    }

    [LoggerMessage(6502, LogLevel.Information, "Webhook {WebhookId} changed by key {KeyId}")]
    private partial void Changed(WebhookId webhookId, string keyId);

    [LoggerMessage(6503, LogLevel.Information, "Webhook {WebhookId} deleted by key {KeyId}")]
    private partial void Deleted(WebhookId webhookId, string keyId);
}
