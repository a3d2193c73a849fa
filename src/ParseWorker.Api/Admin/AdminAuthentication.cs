using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Auth;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Admin;

/// <summary>
/// The admin key, as <c>Authorization: Bearer</c>. An API key is refused, whatever it opens; it is no guess either: its owner is known.
/// </summary>
internal sealed class AdminAuthentication(
    AdminKey key, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string Name = "AdminKey";

    private bool _throttled;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_throttled)
        {
            return ErrorAnswers.WriteAsync(Context, new ApiError(StatusCodes.Status429TooManyRequests, "too_many_attempts",
                "Too many wrong admin keys came from this address. Wait a minute and try again.", RetryAfter: GuessLimit.Window));
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        return ErrorAnswers.WriteAsync(Context, new ApiError(StatusCodes.Status401Unauthorized, "unauthorized",
            "This takes the admin key of the server's configuration, as 'Authorization: Bearer <key>'. API keys do not open it."));
    }

    private AuthenticateResult Authenticate()
    {
        if (ApiKeyAuthentication.ReadBearer(Request) is not { Length: > 0 } secret) return AuthenticateResult.NoResult();
        if (Context.User.Identity is { IsAuthenticated: true }) return AuthenticateResult.Fail("An API key is no admin key.");
        var outcome = key.Check(secret, Context.Connection.RemoteIpAddress);
        _throttled = outcome == GuessOutcome.Throttled;
        if (outcome != GuessOutcome.Right) return AuthenticateResult.Fail("Not the admin key.");
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "admin")], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }
}
