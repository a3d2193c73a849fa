using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Auth;
using ParseWorker.Api.Dashboard.Operators;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Dashboard.SigningIn;

/// <summary>The page where operators sign in, and what it posts to.</summary>
internal sealed partial class SignIn(
    OperatorRoster roster, IOptions<OpenIdOptions> provider, IAntiforgery antiforgery, ILogger<SignIn> logger)
{
    /// <summary>Where the page is.</summary>
    public const string Path = "/sign-in";

    /// <summary>Where its link to the provider leads. A link: a browser holds what a form leads to against the page's policy.</summary>
    public const string ProviderPath = Path + "/openid";

    // What was typed instead may be a password.
    private const string NobodyKnown = "nobody known";

    /// <summary>The answer to guessing.</summary>
    public static ApiError Throttled { get; } =
        new(StatusCodes.Status429TooManyRequests, "too_many_attempts",
            "Too many wrong passwords came from this address, or were given for this user. Wait a minute and try again.");

    /// <summary>Maps the page and its form.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var page = routes.MapGroup(Path).AllowAnonymous().ExcludeFromDescription();
        page.MapGet("", (HttpContext context, SignIn signIn) => signIn.Show(context, StatusCodes.Status200OK, ""));
        page.MapPost("", (HttpContext context, SignIn signIn) => signIn.SubmitAsync(context));
    }

    /// <summary>Shows the page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">Its status.</param>
    /// <param name="message">A sentence on it, empty for none.</param>
    /// <param name="returnUrl">Where it leads, known to be the dashboard; null for what the request wants.</param>
    public IResult Show(HttpContext context, int status, string message, string? returnUrl = null)
    {
        var back = returnUrl ?? ReturnUrl.Of(context.Request);
        var form = roster.IsEmpty ? "" : Form(context, back);
        var link = provider.Value.IsSet ? Link(context, back) : "";
        return SignInPage.Answer(
            context, status, "Sign in to ParseWorker", $"""<p role="alert">{SignInPage.Encode(message)}</p>{form}{link}""");
    }

    private async Task<IResult> SubmitAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(context))
            return Show(context, StatusCodes.Status400BadRequest, "The form was too old. Try again.");

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var user = form["user"].ToString();
        var outcome = await roster.CheckAsync(
            user, form["password"].ToString(), context.Connection.RemoteIpAddress, context.RequestAborted);
        Attempted(roster.Knows(user) ? user : NobodyKnown, context.Connection.RemoteIpAddress, outcome);
        if (outcome == GuessOutcome.Throttled) return Show(context, Throttled.Status, Throttled.Message);
        if (outcome == GuessOutcome.Wrong) return Show(context, StatusCodes.Status401Unauthorized, "The user or the password is wrong.");

        const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
        await context.SignInAsync(Scheme, roster.Identify(Scheme, user));
        return Results.LocalRedirect(ReturnUrl.Of(context.Request));
    }

    private string Form(HttpContext context, string returnUrl) => $"""
        <form method="post" action="{SignInPage.Encode(ReturnUrl.Keep(context.Request, Path, returnUrl))}">
          <label>User <input name="user" value="{OperatorOptions.User}" autocomplete="username" required></label>
          <label>Password <input name="password" type="password" autocomplete="current-password" autofocus required></label>
          {SignInPage.Hidden(antiforgery.GetAndStoreTokens(context))}
          <button>Sign in</button>
        </form>
        """;

    private string Link(HttpContext context, string returnUrl) =>
        $"""<a class="button" href="{SignInPage.Encode(ReturnUrl.Keep(context.Request, ProviderPath, returnUrl))}">"""
        + $"Sign in with {SignInPage.Encode(provider.Value.Name)}</a>";

    [LoggerMessage(6401, LogLevel.Information, "Dashboard sign-in of {Operator} from {Address}: {Outcome}")]
    private partial void Attempted(string @operator, IPAddress? address, GuessOutcome outcome);
}
