using ParseWorker.Api.Auth;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Parameters;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Api.Webhooks;

/// <summary><c>GET /v1/webhooks</c> and <c>GET /v1/webhooks/{id}</c>: the environment's webhooks, without their secrets.</summary>
internal sealed class ReadWebhooks(IWebhookStore webhooks)
{
    /// <summary>Maps the routes.</summary>
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/webhooks", (HttpContext context, ReadWebhooks endpoint) => endpoint.ListAsync(context))
            .WithTags("Webhooks").WithName("listWebhooks").WithSummary("List webhooks").Produces<WebhookListBody>();
        v1.MapGet("/webhooks/{id}", (HttpContext context, ReadWebhooks endpoint, string id) =>
                endpoint.GetAsync(context, WebhookRoute.Read(id)))
            .WithTags("Webhooks").WithName("getWebhook").WithSummary("Read a webhook")
            .WithDescription("One that failed for days is not enabled any more, and says so in `disabled_reason`.")
            .Produces<WebhookBody>().Produces<ErrorBody>(StatusCodes.Status404NotFound);
    }

    private async Task<IResult> ListAsync(HttpContext context)
    {
        var found = await webhooks.ListAsync(context.Key().Environment, context.RequestAborted);
        return Results.Json(new WebhookListBody([.. found.Select(one => WebhookBody.Of(one))]), WebhookJson.Contract);
    }

    private async Task<IResult> GetAsync(HttpContext context, WebhookId id)
    {
        var found = await webhooks.FindAsync(context.Key().Environment, id, context.RequestAborted)
            ?? throw RefusedException.NoSuchWebhook(id.ToString());
        return Results.Json(WebhookBody.Of(found), WebhookJson.Contract);
    }
}
