using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace ParseWorker.Api.Auth;

/// <summary>Who may use the API.</summary>
internal static class AuthServices
{
    private static readonly PathString Version = new("/v1");

    /// <summary>Adds the key's scheme. Whatever lies under <c>/v1</c> needs a key, paths that do not exist included.</summary>
    public static IServiceCollection AddApiKeys(this IServiceCollection services)
    {
        services.AddSingleton<ApiKeyCache>();
        SharedProtectionKeys.Add(services);
        services.AddAuthentication(ApiKeyAuthentication.Name)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.Name, null);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder(ApiKeyAuthentication.Name).RequireAssertion(MayPass).Build());
        return services;
    }

    private static bool MayPass(AuthorizationHandlerContext context) =>
        context.User.Identity is { IsAuthenticated: true }
        || (context.Resource is HttpContext http && !http.Request.Path.StartsWithSegments(Version));
}
