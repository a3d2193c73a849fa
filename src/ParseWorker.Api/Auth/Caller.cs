using System.Security.Claims;
using ParseWorker.Core.Auth;

namespace ParseWorker.Api.Auth;

/// <summary>Carries an <see cref="ApiKey"/> through the framework's principal.</summary>
internal static class Caller
{
    private const string EnvironmentClaim = "environment";

    /// <summary>A principal that stands for <paramref name="key"/>.</summary>
    public static ClaimsPrincipal ToPrincipal(this ApiKey key, string scheme)
    {
        Claim[] claims =
        [
            new(ClaimTypes.NameIdentifier, key.Id), new(ClaimTypes.Name, key.Name), new(EnvironmentClaim, key.Environment),
        ];
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }

    /// <summary>The key that the request was authenticated with.</summary>
    public static ApiKey Key(this HttpContext context) =>
        new(Read(context, ClaimTypes.NameIdentifier), Read(context, ClaimTypes.Name), Read(context, EnvironmentClaim));

    private static string Read(HttpContext context, string claim) => context.User.FindFirstValue(claim)
        ?? throw new InvalidOperationException($"The request came through without the claim '{claim}': its route lacks authorization.");
}
