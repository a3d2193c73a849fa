using ParseWorker.Api.Auth;
using ParseWorker.Api.Errors;
using ParseWorker.Api.Intake;
using ParseWorker.Api.Parameters;
using ParseWorker.Core.Auth;

namespace ParseWorker.Api.Admin;

/// <summary><c>/v1/admin/keys</c>: issues, lists, limits and revokes API keys, as <c>deploy/key</c> does.</summary>
internal sealed partial class ManageKeys(KeyIssuer issuer, IApiKeyStore keys, ILogger<ManageKeys> logger)
{
    private const string Tag = "Admin";

    /// <summary>Maps the routes.</summary>
    public static void Map(IEndpointRouteBuilder admin)
    {
        admin.MapPost("/keys", (HttpContext context, ManageKeys endpoint) => endpoint.CreateAsync(context))
            .Accepts<CreateKeyBody>("application/json")
            .WithTags(Tag).WithName("createKey").WithSummary("Issue an API key")
            .WithDescription("The `secret` is in this answer only. A key opens one environment, and sees nothing of another.")
            .Produces<KeyBody>(StatusCodes.Status201Created).Produces<ErrorBody>(StatusCodes.Status422UnprocessableEntity);
        admin.MapGet("/keys", (HttpContext context, ManageKeys endpoint, string? environment) =>
                endpoint.ListAsync(context, environment))
            .WithTags(Tag).WithName("listKeys").WithSummary("List API keys")
            .WithDescription("Those of one environment, or all; of their secrets there is nothing to show.").Produces<KeyListBody>()
            .Produces<ErrorBody>(StatusCodes.Status422UnprocessableEntity);
        admin.MapGet("/keys/{id}", (HttpContext context, ManageKeys endpoint, string id) => endpoint.GetAsync(context, id))
            .WithTags(Tag).WithName("getKey").WithSummary("Read an API key")
            .Produces<KeyBody>().Produces<ErrorBody>(StatusCodes.Status404NotFound);
        admin.MapPatch("/keys/{id}", (HttpContext context, ManageKeys endpoint, string id) => endpoint.ChangeAsync(context, id))
            .Accepts<ChangeKeyBody>("application/json")
            .WithTags(Tag).WithName("changeKey").WithSummary("Limit how many parses of a key may wait")
            .WithDescription("From now on, in every process; those that wait already stay.")
            .Produces<KeyBody>().Produces<ErrorBody>(StatusCodes.Status404NotFound)
            .Produces<ErrorBody>(StatusCodes.Status422UnprocessableEntity);
        admin.MapDelete("/keys/{id}", (HttpContext context, ManageKeys endpoint, string id) => endpoint.RevokeAsync(context, id))
            .WithTags(Tag).WithName("revokeKey").WithSummary("Revoke an API key")
            .WithDescription($"Every API process refuses it within {ApiKeyCache.KeptFor.TotalSeconds:0} s; what it made stays with its "
                + "environment.")
            .Produces(StatusCodes.Status204NoContent).Produces<ErrorBody>(StatusCodes.Status404NotFound);
    }

    private async Task<IResult> CreateAsync(HttpContext context)
    {
        var body = await JsonBodyReader.ReadAsync(context.Request, AdminJson.Contract.CreateKeyBody, context.RequestAborted)
            ?? throw RefusedException.Invalid("invalid_json", "The request body is empty. Send 'environment' and 'name'.");
        if (!KeyIssuer.IsEnvironment(body.Environment)) throw Invalid("environment", KeyIssuer.EnvironmentRule);
        if (!KeyIssuer.IsName(body.Name)) throw Invalid("name", KeyIssuer.NameRule);
        CheckMostWaiting(body.MostWaiting);
        var (secret, issued) = await issuer.IssueAsync(body.Environment!, body.Name!, body.MostWaiting, context.RequestAborted);
        Created(issued.Key.Id, issued.Key.Environment);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(KeyBody.Of(issued, secret), AdminJson.Contract, statusCode: StatusCodes.Status201Created);
    }

    private async Task<IResult> ListAsync(HttpContext context, string? environment)
    {
        var found = await keys.ListAsync(QueryText.Read(environment, "environment"), context.RequestAborted);
        return Results.Json(new KeyListBody([.. found.Select(issued => KeyBody.Of(issued))]), AdminJson.Contract);
    }

    private async Task<IResult> GetAsync(HttpContext context, string id) =>
        Results.Json(KeyBody.Of(await keys.FindIssuedAsync(id, context.RequestAborted) ?? throw NoSuchKey(id)), AdminJson.Contract);

    private async Task<IResult> ChangeAsync(HttpContext context, string id)
    {
        var body = await JsonBodyReader.ReadAsync(context.Request, AdminJson.Contract.ChangeKeyBody, context.RequestAborted)
            ?? throw RefusedException.Invalid("invalid_json", "The request body is empty. Send 'most_waiting'.");
        CheckMostWaiting(body.MostWaiting);
        var changed = await keys.LimitAsync(id, body.MostWaiting, context.RequestAborted) ?? throw NoSuchKey(id);
        Changed(id, body.MostWaiting);
        return Results.Json(KeyBody.Of(changed), AdminJson.Contract);
    }

    private async Task<IResult> RevokeAsync(HttpContext context, string id)
    {
        var revoked = await keys.RevokeAsync(id, context.RequestAborted) ?? throw NoSuchKey(id);
        Revoked(revoked.Id, revoked.Environment);
        return Results.NoContent();
    }

    private static void CheckMostWaiting(int? most)
    {
        if (!KeyIssuer.IsMostWaiting(most)) throw Invalid("most_waiting", KeyIssuer.MostWaitingRule);
    }

    private static RefusedException Invalid(string field, string rule) =>
        RefusedException.Invalid($"invalid_{field}", $"'{field}' {rule}");

    private static RefusedException NoSuchKey(string id) =>
        new(new ApiError(StatusCodes.Status404NotFound, "not_found", $"There is no key '{id}': it was revoked, or never issued."));

    [LoggerMessage(6601, LogLevel.Information, "Key {KeyId} of environment {Environment} issued by the admin key")]
    private partial void Created(string keyId, string environment);

    [LoggerMessage(6602, LogLevel.Information, "Key {KeyId} may have {MostWaiting} parses waiting, set by the admin key")]
    private partial void Changed(string keyId, int? mostWaiting);

    [LoggerMessage(6603, LogLevel.Information, "Key {KeyId} of environment {Environment} revoked by the admin key")]
    private partial void Revoked(string keyId, string environment);
}
