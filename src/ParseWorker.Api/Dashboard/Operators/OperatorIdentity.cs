using System.Security.Claims;

namespace ParseWorker.Api.Dashboard.Operators;

/// <summary>The operator as the framework's principal.</summary>
internal static class OperatorIdentity
{
    private const string StampClaim = "stamp";
    private const string RoleClaim = "role";

    /// <summary>A principal for an operator of the configuration, which says their role.</summary>
    /// <param name="scheme">How they signed in.</param>
    /// <param name="user">Their name.</param>
    /// <param name="stamp">Changes with their password; sign-ins under another one are void.</param>
    public static ClaimsPrincipal Create(string scheme, string user, string stamp) =>
        Create(scheme, new Claim(ClaimTypes.NameIdentifier, user), new Claim(ClaimTypes.Name, user), new Claim(StampClaim, stamp));

    /// <summary>A principal for somebody whom a provider has named, with the role that they had then.</summary>
    /// <param name="scheme">How they signed in.</param>
    /// <param name="person">Who they are.</param>
    /// <param name="stamp">Changes with what is configured of the provider; sign-ins under another one are void.</param>
    public static ClaimsPrincipal Create(string scheme, ProvidedPerson person, string stamp) => Create(
        scheme, new Claim(ClaimTypes.NameIdentifier, person.Subject), new Claim(ClaimTypes.Name, person.Name),
        new Claim(RoleClaim, person.Role.ToString()), new Claim(StampClaim, stamp));

    /// <summary>The stamp that they signed in under; null for a principal that was not made here.</summary>
    public static string? Stamp(this ClaimsPrincipal user) => user.FindFirstValue(StampClaim);

    /// <summary>The role that a provider gave them; null for operators of the configuration.</summary>
    public static OperatorRole? ProvidedRole(this ClaimsPrincipal user) =>
        user.FindFirstValue(RoleClaim) is { } role ? Enum.Parse<OperatorRole>(role) : null;

    private static ClaimsPrincipal Create(string scheme, params Claim[] claims) => new(new ClaimsIdentity(claims, scheme));
}
