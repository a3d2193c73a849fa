using ParseWorker.Api.Auth;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Intake;
using ParseWorker.Api.Parameters;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Api.Webhooks;

/// <summary>
/// <c>POST /v1/webhooks/{id}/deliveries/{message}/replay</c> and <c>POST /v1/webhooks/{id}/replay</c>: sends messages again, each under the
/// id that it has had from the start.
/// </summary>
internal sealed partial class ReplayDeliveries(IWebhookStore webhooks, ILogger<ReplayDeliveries> logger)
{
    /// <summary>Messages of one call at most.</summary>
    private const int Most = 1000;

    /// <summary>Maps the routes.</summary>
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPost("/webhooks/{id}/deliveries/{message}/replay", (
                HttpContext context, ReplayDeliveries endpoint, string id, string message) =>
                endpoint.ReplayAsync(context, WebhookRoute.Read(id), WebhookRoute.ReadMessage(message)))
            .WithTags("Webhooks").WithName("replayDelivery").WithSummary("Send a message again")
            .WithDescription("Whatever became of it, it is sent from its first attempt on, under the same id. One that is under way is "
                + "left. A webhook that is disabled gets it when it is enabled.")
            .Produces<DeliveryBody>(StatusCodes.Status202Accepted)
            .Produces<ErrorBody>(StatusCodes.Status404NotFound);
        v1.MapPost("/webhooks/{id}/replay", (HttpContext context, ReplayDeliveries endpoint, string id) =>
                endpoint.ReplayMissedAsync(context, WebhookRoute.Read(id)))
            .Accepts<ReplayBody>("application/json")
            .WithTags("Webhooks").WithName("replayMissed").WithSummary("Send what a webhook missed")
            .WithDescription("Of the parses that ended at `since` or later: deliveries that failed, and endings that it was not told, "
                + "since it was disabled or not there. At most 1,000 by one call, the oldest first; `has_more` says to send it again.")
            .Produces<ReplayAnswer>(StatusCodes.Status202Accepted)
            .Produces<ErrorBody>(StatusCodes.Status400BadRequest)
            .Produces<ErrorBody>(StatusCodes.Status404NotFound)
            .Produces<ErrorBody>(StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<IResult> ReplayAsync(HttpContext context, WebhookId id, MessageId message)
    {
        var key = context.Key();
        await webhooks.ReplayAsync(key.Environment, id, message, context.RequestAborted);
        var delivery = await webhooks.FindDeliveryAsync(key.Environment, id, message, context.RequestAborted)
            ?? throw RefusedException.NoSuchDelivery(message.ToString());
        Replayed(message, id, key.Id);
        return Results.Json(DeliveryBody.Of(delivery), WebhookJson.Contract, statusCode: StatusCodes.Status202Accepted);
    }

    private async Task<IResult> ReplayMissedAsync(HttpContext context, WebhookId id)
    {
        var key = context.Key();
        var body = await JsonBodyReader.ReadAsync(context.Request, WebhookJson.Contract.ReplayBody, context.RequestAborted);
        var since = QueryDate.Read(body?.Since, "since", endOfDay: false)
            ?? throw RefusedException.Invalid("invalid_date", "'since' is missing: from when on, as YYYY-MM-DD or RFC 3339.");
        if (await webhooks.FindAsync(key.Environment, id, context.RequestAborted) is null)
            throw RefusedException.NoSuchWebhook(id.ToString());
        var replayed = await webhooks.ReplayMissedAsync(key.Environment, id, since, Most, context.RequestAborted);
        MissedReplayed(replayed, id, key.Id);
        return Results.Json(
            new ReplayAnswer(replayed, HasMore: replayed == Most), WebhookJson.Contract, statusCode: StatusCodes.Status202Accepted);
    }

    [LoggerMessage(6505, LogLevel.Information, "{MessageId} sent to webhook {WebhookId} again by key {KeyId}")]
    private partial void Replayed(MessageId messageId, WebhookId webhookId, string keyId);

    [LoggerMessage(6506, LogLevel.Information, "{Count} messages sent to webhook {WebhookId} again by key {KeyId}")]
    private partial void MissedReplayed(int count, WebhookId webhookId, string keyId);
}
