using System.Security.Claims;

namespace ParseWorker.Api.Dashboard;

/// <summary>The operator as the framework's principal.</summary>
internal static class OperatorIdentity
{
    private const string StampClaim = "stamp";

    /// <summary>A principal for an operator who signed in under <paramref name="stamp"/>.</summary>
    public static ClaimsPrincipal Create(string scheme, string stamp)
    {
        Claim[] claims =
        [
            new(ClaimTypes.NameIdentifier, OperatorOptions.User), new(ClaimTypes.Name, OperatorOptions.User), new(StampClaim, stamp),
        ];
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }

    /// <summary>True while the password that the operator signed in with is the configured one.</summary>
    public static bool IsCurrent(this ClaimsPrincipal? principal, string stamp) => principal?.FindFirstValue(StampClaim) == stamp;
}
