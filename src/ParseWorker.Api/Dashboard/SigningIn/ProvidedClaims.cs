using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace ParseWorker.Api.Dashboard.SigningIn;

/// <summary>Reads values out of what a provider says of a person.</summary>
internal static class ProvidedClaims
{
    /// <summary>What the userinfo endpoint answered, as the claims of an id token are: one for each item of a list.</summary>
    public static IEnumerable<Claim> Of(JsonElement answer) => answer.EnumerateObject().SelectMany(property =>
        property.Value.ValueKind == JsonValueKind.Object
            ? [new Claim(property.Name, property.Value.GetRawText(), JsonClaimValueTypes.Json)]
            : Texts(property.Value).Select(text => new Claim(property.Name, text)));

    /// <summary>The texts that stand under a name; none when it is not there or holds something else.</summary>
    /// <param name="claims">What the provider said.</param>
    /// <param name="path">A claim's name, or one followed by names within its object, with dots between.</param>
    public static IEnumerable<string> Values(IEnumerable<Claim> claims, string path) => claims.SelectMany(claim =>
        claim.Type == path ? [claim.Value]
        : claim.ValueType == JsonClaimValueTypes.Json && Below(claim.Type, path) is { } rest
            ? Within(JsonElement.Parse(claim.Value), rest)
        : []);

    private static IEnumerable<string> Within(JsonElement value, string path) => value.ValueKind != JsonValueKind.Object ? []
        : value.EnumerateObject().SelectMany(property =>
            property.Name == path ? Texts(property.Value)
            : Below(property.Name, path) is { } rest ? Within(property.Value, rest)
            : []);

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String)
            .Select(item => item.GetString()!),
        _ => [],
    };

    /// <summary>What follows a name in a path; names may have dots themselves.</summary>
    private static string? Below(string name, string path) =>
        path.Length > name.Length + 1 && path[name.Length] == '.' && path.StartsWith(name, StringComparison.Ordinal)
            ? path[(name.Length + 1)..] : null;
}
