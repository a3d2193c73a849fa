using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Auth;

/// <summary>What the command-line client asks to find out whether its key works.</summary>
internal static class AuthEndpoints
{
    /// <summary>The key that was sent.</summary>
    /// <param name="Authenticated">True.</param>
    /// <param name="Environment">The environment that it opens.</param>
    /// <param name="KeyName">What people call it.</param>
    internal sealed record Status(bool Authenticated, string Environment, string KeyName);

    /// <summary>What stands for the organization here.</summary>
    /// <param name="Id">The environment.</param>
    /// <param name="Name">The environment.</param>
    internal sealed record Organization(string Id, string Name);

    /// <summary>Maps <c>GET /auth/status</c> and <c>GET /auth/organization</c>.</summary>
    public static void MapAuth(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/auth/status", (HttpContext context) => new Status(true, context.Key().Environment, context.Key().Name))
            .WithTags("Auth").WithName("getAuthStatus").WithSummary("Check the API key")
            .Produces<ErrorBody>(StatusCodes.Status401Unauthorized);
        v1.MapGet("/auth/organization", (HttpContext context) => new Organization(context.Key().Environment, context.Key().Environment))
            .WithTags("Auth").WithName("getOrganization").WithSummary("Name the environment that the key opens")
            .Produces<ErrorBody>(StatusCodes.Status401Unauthorized);
    }
}
