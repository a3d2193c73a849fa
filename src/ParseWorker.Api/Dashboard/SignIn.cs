using System.Net;
using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Dashboard;

/// <summary>The page where the operator signs in, and what it posts to.</summary>
internal sealed partial class SignIn(OperatorPassword password, IAntiforgery antiforgery, ILogger<SignIn> logger)
{
    /// <summary>Where the page is.</summary>
    public const string Path = "/sign-in";

    private const string ReturnKey = "ReturnUrl";

    /// <summary>The answer to guessing.</summary>
    public static ApiError Throttled { get; } =
        new(StatusCodes.Status429TooManyRequests, "too_many_attempts",
            "Too many wrong passwords came from this address. Wait a minute and try again.");

    /// <summary>Maps the page and its form.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var page = routes.MapGroup(Path).AllowAnonymous().ExcludeFromDescription();
        page.MapGet("", (HttpContext context, SignIn signIn) => signIn.Show(context, StatusCodes.Status200OK, ""));
        page.MapPost("", (HttpContext context, SignIn signIn) => signIn.SubmitAsync(context));
    }

    private async Task<IResult> SubmitAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(context))
            return Show(context, StatusCodes.Status400BadRequest, "The form was too old. Try again.");

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var outcome = password.Check(form["user"].ToString(), form["password"].ToString(), context.Connection.RemoteIpAddress);
        Attempted(outcome, context.Connection.RemoteIpAddress);
        if (outcome == SignInOutcome.Throttled) return Show(context, Throttled.Status, Throttled.Message);
        if (outcome == SignInOutcome.Wrong) return Show(context, StatusCodes.Status401Unauthorized, "The user or the password is wrong.");

        const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
        await context.SignInAsync(Scheme, OperatorIdentity.Create(Scheme, password.Stamp));
        return Results.LocalRedirect(ReturnUrl(context));
    }

    private IResult Show(HttpContext context, int status, string message)
    {
        var token = antiforgery.GetAndStoreTokens(context);
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(Page(message, ReturnUrl(context), token), MediaTypeNames.Text.Html, Encoding.UTF8, status);
    }

    /// <summary>Back to the dashboard only: a sign-in page that leads elsewhere serves phishing.</summary>
    private static string ReturnUrl(HttpContext context)
    {
        var wanted = context.Request.Query[ReturnKey].ToString();
        return wanted.StartsWith(DashboardServices.Path + "/", StringComparison.Ordinal) ? wanted : DashboardServices.Path;
    }

    private static string Page(string message, string returnUrl, AntiforgeryTokenSet token) => $$"""
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Sign in · ParseWorker</title>
        <style>
          body { color-scheme: light dark; font: 16px system-ui, sans-serif; display: grid; place-items: center; min-height: 90vh; }
          form { display: grid; gap: .8rem; width: 18rem; }
          input, button { font: inherit; padding: .5rem; }
          p { margin: 0; min-height: 1.5rem; }
        </style>
        <form method="post" action="{{Path}}?{{ReturnKey}}={{Uri.EscapeDataString(returnUrl)}}">
          <h1>ParseWorker</h1>
          <p role="alert">{{WebUtility.HtmlEncode(message)}}</p>
          <label>User <input name="user" value="{{OperatorOptions.User}}" autocomplete="username" required></label>
          <label>Password <input name="password" type="password" autocomplete="current-password" autofocus required></label>
          <input type="hidden" name="{{WebUtility.HtmlEncode(token.FormFieldName)}}" value="{{WebUtility.HtmlEncode(token.RequestToken)}}">
          <button>Sign in</button>
        </form>
        </html>
        """;

    [LoggerMessage(6401, LogLevel.Information, "Dashboard sign-in from {Address}: {Outcome}")]
    private partial void Attempted(SignInOutcome outcome, IPAddress? address);
}
