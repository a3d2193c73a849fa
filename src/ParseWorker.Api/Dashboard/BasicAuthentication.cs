using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Auth;
using ParseWorker.Api.Dashboard.Operators;
using ParseWorker.Api.Dashboard.SigningIn;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Dashboard;

/// <summary>HTTP Basic for scripts that read the dashboard.</summary>
internal sealed class BasicAuthentication(
    OperatorRoster roster, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string Name = "OperatorBasic";

    private bool _throttled;

    /// <summary>True when the request carries Basic credentials.</summary>
    public static bool IsUsed(HttpContext context) =>
        context.Request.Headers.Authorization.ToString().StartsWith("Basic ", StringComparison.OrdinalIgnoreCase);

    /// <summary>Says that a sign-in is needed, to clients that are no browsers.</summary>
    public static Task ChallengeAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"ParseWorker dashboard\", charset=\"UTF-8\"";
        return ErrorAnswers.WriteAsync(context, new ApiError(StatusCodes.Status401Unauthorized, "unauthorized",
            $"Sign in to the dashboard at {SignIn.Path}, or send HTTP Basic with an operator's name and password."));
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Read() is not var (user, secret)) return AuthenticateResult.NoResult();
        var outcome = await roster.CheckAsync(user, secret, Context.Connection.RemoteIpAddress, Context.RequestAborted);
        _throttled = outcome == GuessOutcome.Throttled;
        return outcome == GuessOutcome.Right
            ? AuthenticateResult.Success(new AuthenticationTicket(roster.Identify(Name, user), Name))
            : AuthenticateResult.Fail("Wrong user or password.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        _throttled ? ErrorAnswers.WriteAsync(Context, SignIn.Throttled) : ChallengeAsync(Context);

    private (string User, string Secret)? Read()
    {
        if (!IsUsed(Context) || !AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header)) return null;
        var buffer = new byte[header.Parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(header.Parameter ?? "", buffer, out var length)) return null;
        var parts = Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2);
        return parts.Length == 2 ? (parts[0], parts[1]) : null;
    }
}
