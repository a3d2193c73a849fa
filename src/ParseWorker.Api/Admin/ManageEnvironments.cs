using ParseWorker.Api.Errors;
using ParseWorker.Api.Intake;
using ParseWorker.Core.Auth;

namespace ParseWorker.Api.Admin;

/// <summary><c>/v1/admin/environments</c>: lists environments and weighs them, as <c>deploy/environment</c> does.</summary>
internal sealed partial class ManageEnvironments(IEnvironmentStore environments, ILogger<ManageEnvironments> logger)
{
    private const string Tag = "Admin";

    /// <summary>What a weight may be.</summary>
    public static readonly string WeightRule =
        $"takes a whole number from {EnvironmentShare.Lowest} to {EnvironmentShare.Highest}.";

    /// <summary>Maps the routes.</summary>
    public static void Map(IEndpointRouteBuilder admin)
    {
        admin.MapGet("/environments", (HttpContext context, ManageEnvironments endpoint) => endpoint.ListAsync(context))
            .WithTags(Tag).WithName("listEnvironments").WithSummary("List environments")
            .WithDescription("Every one that a key opens or that was given a weight.").Produces<EnvironmentListBody>();
        admin.MapPut("/environments/{name}", (HttpContext context, ManageEnvironments endpoint, string name) =>
                endpoint.WeighAsync(context, name))
            .Accepts<ChangeEnvironmentBody>("application/json")
            .WithTags(Tag).WithName("weighEnvironment").WithSummary("Give an environment a weight")
            .WithDescription("While environments have more to do than there are slots, they have the slots in the relation of their "
                + "weights; each of them runs one parse at least. It need not have a key yet.")
            .Produces<EnvironmentBody>().Produces<ErrorBody>(StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>True for a weight that an environment may have.</summary>
    public static bool IsWeight(int weight) => weight is >= EnvironmentShare.Lowest and <= EnvironmentShare.Highest;

    private async Task<IResult> ListAsync(HttpContext context)
    {
        var found = await environments.ListAsync(context.RequestAborted);
        return Results.Json(new EnvironmentListBody([.. found.Select(EnvironmentBody.Of)]), AdminJson.Contract);
    }

    private async Task<IResult> WeighAsync(HttpContext context, string name)
    {
        var body = await JsonBodyReader.ReadAsync(context.Request, AdminJson.Contract.ChangeEnvironmentBody, context.RequestAborted)
            ?? throw RefusedException.Invalid("invalid_json", "The request body is empty. Send 'weight'.");
        if (!KeyIssuer.IsEnvironment(name))
            throw RefusedException.Invalid("invalid_environment", $"The environment's name {KeyIssuer.EnvironmentRule}");
        if (!IsWeight(body.Weight)) throw RefusedException.Invalid("invalid_weight", $"'weight' {WeightRule}");
        var weighed = await environments.WeighAsync(name, body.Weight, context.RequestAborted);
        Weighed(name, body.Weight);
        return Results.Json(EnvironmentBody.Of(weighed), AdminJson.Contract);
    }

    [LoggerMessage(6604, LogLevel.Information, "Environment {Environment} has weight {Weight}, set by the admin key")]
    private partial void Weighed(string environment, int weight);
}
