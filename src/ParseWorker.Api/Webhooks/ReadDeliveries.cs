using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using ParseWorker.Api.Auth;
using ParseWorker.Api.Bodies;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Parameters;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Api.Webhooks;

/// <summary><c>GET /v1/webhooks/{id}/deliveries</c> and one of them: what was sent, and what came back.</summary>
internal sealed class ReadDeliveries(IWebhookStore webhooks)
{
    /// <summary>Maps the routes.</summary>
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/webhooks/{id}/deliveries", (HttpContext context, ReadDeliveries endpoint, string id,
                [FromQuery(Name = "status"), Description("pending, delivered or failed; all unless named.")] string? status,
                [FromQuery(Name = "limit"), Description("Rows at most, 1 to 100; 20 by default.")] string? limit,
                [FromQuery(Name = "after"), Description("A delivery's id: those that follow it.")] string? after) =>
                endpoint.ListAsync(context, WebhookRoute.Read(id), status, limit, after))
            .WithTags("Webhooks").WithName("listDeliveries").WithSummary("List a webhook's deliveries")
            .WithDescription("The newest parses first. Deliveries go with their parses.")
            .Produces<DeliveryListBody>()
            .Produces<ErrorBody>(StatusCodes.Status404NotFound)
            .Produces<ErrorBody>(StatusCodes.Status422UnprocessableEntity);
        v1.MapGet("/webhooks/{id}/deliveries/{message}", (HttpContext context, ReadDeliveries endpoint, string id, string message) =>
                endpoint.GetAsync(context, WebhookRoute.Read(id), WebhookRoute.ReadMessage(message)))
            .WithTags("Webhooks").WithName("getDelivery").WithSummary("Read a delivery with its last attempts")
            .Produces<DeliveryBody>().Produces<ErrorBody>(StatusCodes.Status404NotFound);
    }

    private async Task<IResult> ListAsync(HttpContext context, WebhookId id, string? status, string? limit, string? after)
    {
        var environment = context.Key().Environment;
        if (!string.IsNullOrEmpty(status) && !DeliveryStatusNames.All.Contains(status))
            throw RefusedException.Invalid("invalid_query", $"'status' must be one of {string.Join(", ", DeliveryStatusNames.All)}.");
        var asked = QueryLimit.Read(limit, absent: 20);
        MessageId? bound = string.IsNullOrEmpty(after) ? null : MessageId.TryParse(after, out var message) ? message
            : throw RefusedException.Invalid("invalid_query", "'after' must be the id of a delivery.");
        if (await webhooks.FindAsync(environment, id, context.RequestAborted) is null) throw RefusedException.NoSuchWebhook(id.ToString());

        var query = new DeliveryListQuery(environment, id, string.IsNullOrEmpty(status) ? null : status, bound, asked + 1);
        var found = await webhooks.ListDeliveriesAsync(query, context.RequestAborted);
        var rows = found.Take(asked).Select(DeliveryBody.Of).ToList();
        var next = found.Count > asked ? rows[^1].Id : null;
        return Results.Json(new DeliveryListBody(rows, new ListMetadataBody(Before: null, next)), WebhookJson.Contract);
    }

    private async Task<IResult> GetAsync(HttpContext context, WebhookId id, MessageId message)
    {
        var found = await webhooks.FindDeliveryAsync(context.Key().Environment, id, message, context.RequestAborted)
            ?? throw RefusedException.NoSuchDelivery(message.ToString());
        return Results.Json(DeliveryBody.Of(found), WebhookJson.Contract);
    }
}
