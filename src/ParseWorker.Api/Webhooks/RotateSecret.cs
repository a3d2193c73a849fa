using ParseWorker.Api.Auth;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Intake;
using ParseWorker.Api.Parameters;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Api.Webhooks;

/// <summary><c>POST /v1/webhooks/{id}/rotate-secret</c>: another secret, beside the last one for a while.</summary>
internal sealed partial class RotateSecret(IWebhookStore webhooks, ILogger<RotateSecret> logger)
{
    private const int UsualOverlap = 86_400;

    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/webhooks/{id}/rotate-secret", (
            HttpContext context, RotateSecret endpoint, string id) => endpoint.HandleAsync(context, WebhookRoute.Read(id)))
        .Accepts<RotateSecretBody>("application/json")
        .WithTags("Webhooks").WithName("rotateWebhookSecret").WithSummary("Give a webhook another secret")
        .WithDescription("Until the overlap is over messages carry two signatures, one of each secret, so that the receiver can change "
            + "to the new one at any moment of it. The `secret` is in this answer only.")
        .Produces<WebhookBody>()
        .Produces<ErrorBody>(StatusCodes.Status404NotFound)
        .Produces<ErrorBody>(StatusCodes.Status422UnprocessableEntity);

    private async Task<IResult> HandleAsync(HttpContext context, WebhookId id)
    {
        var key = context.Key();
        var body = await JsonBodyReader.ReadAsync(context.Request, WebhookJson.Contract.RotateSecretBody, context.RequestAborted)
            ?? new RotateSecretBody();
        var secret = WebhookRules.CheckSecret(body.Secret);
        var overlap = body.OverlapSeconds ?? UsualOverlap;
        if (overlap is < 0 or > RotateSecretBody.LongestOverlap)
            throw RefusedException.Invalid("invalid_overlap",
                $"'overlap_seconds' must be from 0 to {RotateSecretBody.LongestOverlap}, 30 days.");

        // Not the request's token: whoever hangs up may have the answer, and the secret is in no other.
        var rotated = await webhooks.RotateAsync(key.Environment, id, secret, TimeSpan.FromSeconds(overlap), CancellationToken.None)
            ?? throw RefusedException.NoSuchWebhook(id.ToString());
        Rotated(id, key.Id);
        return Results.Json(WebhookBody.Of(rotated, secret), WebhookJson.Contract);
    }

    [LoggerMessage(6504, LogLevel.Information, "Webhook {WebhookId} given another secret by key {KeyId}")]
    private partial void Rotated(WebhookId webhookId, string keyId);
}
