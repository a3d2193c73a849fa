using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Auth;

/// <summary>What the command-line client asks to find out whether its key works.</summary>
internal static class AuthEndpoints
{
    private const string ByKey = "api_key";

    /// <summary>The key that was sent, in the shape that client libraries read.</summary>
    /// <param name="Authenticated">True.</param>
    /// <param name="AuthMethod">Always <c>api_key</c>.</param>
    /// <param name="OrganizationId">As <see cref="Organization.Id"/>.</param>
    /// <param name="Environment">The environment that it opens.</param>
    /// <param name="Key">The key, without its secret.</param>
    internal sealed record Status(bool Authenticated, string AuthMethod, string OrganizationId, Organization Environment, KeyName Key);

    /// <summary>An environment; it stands for the organization here.</summary>
    /// <param name="Id">The environment.</param>
    /// <param name="Name">The environment.</param>
    internal sealed record Organization(string Id, string Name);

    /// <summary>A key.</summary>
    /// <param name="Name">What people call it.</param>
    internal sealed record KeyName(string Name);

    /// <summary>Maps <c>GET /auth/status</c> and <c>GET /auth/organization</c>.</summary>
    public static void MapAuth(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/auth/status", (HttpContext context) => new Status(
                true, ByKey, context.Key().Environment, OrganizationOf(context), new KeyName(context.Key().Name)))
            .WithTags("Auth").WithName("getAuthStatus").WithSummary("Check the API key")
            .Produces<ErrorBody>(StatusCodes.Status401Unauthorized);
        v1.MapGet("/auth/organization", OrganizationOf)
            .WithTags("Auth").WithName("getOrganization").WithSummary("Name the environment that the key opens")
            .Produces<ErrorBody>(StatusCodes.Status401Unauthorized);
    }

    private static Organization OrganizationOf(HttpContext context) => new(context.Key().Environment, context.Key().Environment);
}
