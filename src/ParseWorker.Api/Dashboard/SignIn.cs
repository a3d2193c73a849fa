using System.Net;
using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using ParseWorker.Api.Auth;
using ParseWorker.Api.Dashboard.Operators;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Dashboard;

/// <summary>The page where the operator signs in, and what it posts to.</summary>
internal sealed partial class SignIn(OperatorRoster roster, IAntiforgery antiforgery, ILogger<SignIn> logger)
{
    /// <summary>Where the page is.</summary>
    public const string Path = "/sign-in";

    private const string ReturnKey = "ReturnUrl";

    // What was typed instead may be a password.
    private const string NobodyKnown = "nobody known";

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
        var user = form["user"].ToString();
        var outcome = roster.Check(user, form["password"].ToString(), context.Connection.RemoteIpAddress);
        Attempted(roster.Knows(user) ? user : NobodyKnown, context.Connection.RemoteIpAddress, outcome);
        if (outcome == GuessOutcome.Throttled) return Show(context, Throttled.Status, Throttled.Message);
        if (outcome == GuessOutcome.Wrong) return Show(context, StatusCodes.Status401Unauthorized, "The user or the password is wrong.");

        const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
        await context.SignInAsync(Scheme, roster.Identify(Scheme, user));
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
          :root { color-scheme: light dark; --ground: #f5f6f8; --card: #fff; --text: #1a1f28; --line: #d8dde6; --control: #8a93a3;
            --accent: #2b5bc9; --on-accent: #fff; --bad: #b3261e; }
          @media (prefers-color-scheme: dark) { :root { --ground: #12151a; --card: #1a1e25; --text: #e7eaef; --line: #303744;
            --control: #727d8f; --accent: #8fb2ff; --on-accent: #0f1a33; --bad: #ff9d94; } }
          * { box-sizing: border-box; }
          body { background: var(--ground); color: var(--text); display: grid; font: 1rem/1.5 system-ui, sans-serif; margin: 0;
            min-height: 100vh; padding: 1rem; place-items: center; }
          form { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; display: grid; gap: 1rem;
            padding: 1.75rem; width: min(22rem, 100vw - 2rem); }
          h1 { font-size: 1.375rem; line-height: 1.25; margin: 0; }
          label { display: grid; font-size: .9375rem; font-weight: 600; gap: .25rem; }
          input, button { border: 1px solid var(--control); border-radius: .5rem; font: inherit; padding: .5rem .625rem; width: 100%; }
          input { background: var(--card); color: inherit; font-weight: 400; }
          button { background: var(--accent); border-color: var(--accent); color: var(--on-accent); cursor: pointer; font-weight: 600; }
          :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
          p { color: var(--bad); margin: 0; }
          p:empty { display: none; }
        </style>
        <main>
        <form method="post" action="{{Path}}?{{ReturnKey}}={{Uri.EscapeDataString(returnUrl)}}">
          <h1>Sign in to ParseWorker</h1>
          <p role="alert">{{WebUtility.HtmlEncode(message)}}</p>
          <label>User <input name="user" value="{{OperatorOptions.User}}" autocomplete="username" required></label>
          <label>Password <input name="password" type="password" autocomplete="current-password" autofocus required></label>
          <input type="hidden" name="{{WebUtility.HtmlEncode(token.FormFieldName)}}" value="{{WebUtility.HtmlEncode(token.RequestToken)}}">
          <button>Sign in</button>
        </form>
        </main>
        </html>
        """;

    [LoggerMessage(6401, LogLevel.Information, "Dashboard sign-in of {Operator} from {Address}: {Outcome}")]
    private partial void Attempted(string @operator, IPAddress? address, GuessOutcome outcome);
}
