using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace ParseWorker.Api.Auth;

/// <summary>Who may use the API.</summary>
internal static class AuthServices
{
    /// <summary>
    /// The scheme of what no endpoint says a policy of: paths that do not exist, and the router's own 405 and 415. An API key, unless its
    /// <see cref="PolicySchemeOptions"/> select another for the request.
    /// </summary>
    public const string Unmapped = "Unmapped";

    private static readonly PathString Version = new("/v1");

    /// <summary>Adds the key's scheme. Whatever lies under <c>/v1</c> needs a key, paths that do not exist included.</summary>
    public static IServiceCollection AddApiKeys(this IServiceCollection services)
    {
        services.AddSingleton<ApiKeyCache>();
        SharedProtectionKeys.Add(services);
        services.AddAuthentication(ApiKeyAuthentication.Name)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.Name, null)
            .AddPolicyScheme(Unmapped, null, policy => policy.ForwardDefault = ApiKeyAuthentication.Name);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder(Unmapped).RequireAssertion(MayPass).Build());
        return services;
    }

    private static bool MayPass(AuthorizationHandlerContext context) =>
        context.User.Identity is { IsAuthenticated: true }
        || (context.Resource is HttpContext http && !http.Request.Path.StartsWithSegments(Version));
}
