using ParseWorker.Api.Auth;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Intake;
using ParseWorker.Core.Webhooks;

namespace ParseWorker.Api.Webhooks;

/// <summary><c>POST /v1/webhooks</c>: registers a URL that is told of the environment's endings from now on.</summary>
internal sealed partial class CreateWebhook(IWebhookStore webhooks, WebhookRules rules, TimeProvider time, ILogger<CreateWebhook> logger)
{
    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/webhooks", (
            HttpContext context, CreateWebhook endpoint) => endpoint.HandleAsync(context))
        .Accepts<CreateWebhookBody>("application/json")
        .WithTags("Webhooks").WithName("createWebhook").WithSummary("Register a webhook")
        .WithDescription("Parses of the environment that end from now on are told to the URL, signed as Standard Webhooks says. The "
            + "`secret` is in this answer only.")
        .Produces<WebhookBody>(StatusCodes.Status201Created)
        .Produces<ErrorBody>(StatusCodes.Status409Conflict)
        .Produces<ErrorBody>(StatusCodes.Status422UnprocessableEntity);

    private async Task<IResult> HandleAsync(HttpContext context)
    {
        var key = context.Key();
        var body = await JsonBodyReader.ReadAsync(context.Request, WebhookJson.Contract.CreateWebhookBody, context.RequestAborted)
            ?? throw RefusedException.Invalid("invalid_json", "The request body is empty. Send 'url'.");
        var secret = WebhookRules.CheckSecret(body.Secret);
        var endpoint = new WebhookEndpoint
        {
            Id = WebhookId.New(time.GetUtcNow()),
            Environment = key.Environment,
            Url = rules.CheckUrl(body.Url),
            Description = WebhookRules.CheckDescription(body.Description) is { Length: > 0 } description ? description : null,
            Events = WebhookRules.CheckEvents(body.Events) ?? WebhookEvents.All,
        };
        var added = await webhooks.AddAsync(endpoint, secret, rules.MostEndpoints, context.RequestAborted)
            ?? throw new RefusedException(new ApiError(StatusCodes.Status409Conflict, "too_many_webhooks",
                $"This environment has {rules.MostEndpoints} webhooks, as many as it may. Delete one first."));
        Created(added.Id, key.Id);
        return Results.Json(WebhookBody.Of(added, secret), WebhookJson.Contract, statusCode: StatusCodes.Status201Created);
    }

    [LoggerMessage(6501, LogLevel.Information, "Webhook {WebhookId} created by key {KeyId}")]
    private partial void Created(WebhookId webhookId, string keyId);
}
