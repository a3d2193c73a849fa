using System.Security.Claims;

namespace ParseWorker.Api.Dashboard.Operators;

/// <summary>The operator as the framework's principal.</summary>
internal static class OperatorIdentity
{
    private const string StampClaim = "stamp";

    /// <summary>A principal for an operator who signed in.</summary>
    /// <param name="scheme">How they signed in.</param>
    /// <param name="user">Their name.</param>
    /// <param name="stamp">Changes with their password; sign-ins under another one are void.</param>
    public static ClaimsPrincipal Create(string scheme, string user, string stamp)
    {
        Claim[] claims = [new(ClaimTypes.NameIdentifier, user), new(ClaimTypes.Name, user), new(StampClaim, stamp)];
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }

    /// <summary>The stamp that they signed in under; null for a principal that was not made here.</summary>
    public static string? Stamp(this ClaimsPrincipal user) => user.FindFirstValue(StampClaim);
}
