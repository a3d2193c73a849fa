using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Auth;

/// <summary>Accepts <c>Authorization: Bearer</c> and, as older clients send it, <c>Api-Key</c>.</summary>
internal sealed class ApiKeyAuthentication(
    ApiKeyCache keys, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string Name = "ApiKey";

    /// <summary>The header of older clients.</summary>
    public const string Header = "Api-Key";

    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (ReadSecret() is not { } secret) return AuthenticateResult.NoResult();
        return await keys.FindAsync(secret, Context.RequestAborted) is { } key
            ? AuthenticateResult.Success(new AuthenticationTicket(key.ToPrincipal(Name), Name))
            : AuthenticateResult.Fail("No such key.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        var message = ReadSecret() is null
            ? "No API key was sent. Send it as 'Authorization: Bearer <key>'."
            : "The API key is not valid, or it was revoked. Whoever runs this server makes another with 'deploy/key create'.";
        return ErrorAnswers.WriteAsync(Context, new ApiError(StatusCodes.Status401Unauthorized, "unauthorized", message));
    }

    /// <summary>What the request carries as <c>Authorization: Bearer</c>; null when that is not there.</summary>
    public static string? ReadBearer(HttpRequest request)
    {
        var authorization = request.Headers[HeaderNames.Authorization].ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : null;
    }

    private string? ReadSecret() =>
        ReadBearer(Request) ?? (Request.Headers[Header].ToString().Trim() is { Length: > 0 } secret ? secret : null);
}
