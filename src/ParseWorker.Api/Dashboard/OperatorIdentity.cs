using System.Security.Claims;

namespace ParseWorker.Api.Dashboard;

/// <summary>The operator as the framework's principal.</summary>
internal static class OperatorIdentity
{
    private const string StampClaim = "stamp";

    /// <summary>A principal for an operator who signed in under <paramref name="stamp"/>.</summary>
    public static ClaimsPrincipal Create(string scheme, string stamp) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, OperatorOptions.User), new Claim(ClaimTypes.Name, OperatorOptions.User), new Claim(StampClaim, stamp)], scheme));

    /// <summary>True while the password that the operator signed in with is the configured one.</summary>
    public static bool IsCurrent(this ClaimsPrincipal? principal, string stamp) => principal?.FindFirstValue(StampClaim) == stamp;
}
