using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using ParseWorker.Api.Dashboard.Operators;

namespace ParseWorker.Api.Dashboard.SigningIn;

/// <summary>The page where operators sign out: of this service, and of the provider that they came through, if it has a way.</summary>
internal sealed class SignOut(SignIn signIn, OpenIdSignIn openId, IAntiforgery antiforgery)
{
    /// <summary>Where the page is within the dashboard, whose menu leads nowhere else.</summary>
    public const string Route = "/sign-out";

    private const string Path = ReturnUrl.Dashboard + Route;

    /// <summary>Maps the page and its form.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="policy">Who is signed in.</param>
    public static void Map(IEndpointRouteBuilder routes, string policy)
    {
        var page = routes.MapGroup(Path).RequireAuthorization(policy).ExcludeFromDescription();
        page.MapGet("", (HttpContext context, SignOut signOut) => signOut.Show(context, StatusCodes.Status200OK, ""));
        page.MapPost("", (HttpContext context, SignOut signOut) => signOut.SubmitAsync(context));
    }

    private async Task<IResult> SubmitAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(context))
            return Show(context, StatusCodes.Status400BadRequest, "The form was too old. Try again.");

        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (context.User.ProvidedRole() is null) return ToSignIn(context);
        try
        {
            return await openId.EndOfSessionAsync(context) is { } address ? GoOn(context, address) : ToSignIn(context);
        }
        catch (Exception failure) when (!context.RequestAborted.IsCancellationRequested)
        {
            openId.NoteUnreachable(failure);
            return signIn.Show(context, StatusCodes.Status200OK,
                "You are signed out here. Where you came from cannot be reached just now: you may still be signed in there.");
        }
    }

    private static IResult ToSignIn(HttpContext context)
    {
        context.Response.Headers.Location = context.Request.PathBase.ToUriComponent() + SignIn.Path;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private IResult Show(HttpContext context, int status, string message) => SignInPage.Answer(context, status, "Sign out", $"""
        <p role="alert">{SignInPage.Encode(message)}</p>
        <p>You are signed in as {SignInPage.Encode(context.User.Identity?.Name ?? "")}.</p>
        <form method="post" action="{SignInPage.Encode(context.Request.PathBase.ToUriComponent() + Path)}">
          {SignInPage.Hidden(antiforgery.GetAndStoreTokens(context))}
          <button>Sign out</button>
        </form>
        <p><a href="{SignInPage.Encode(ReturnUrl.Home(context.Request))}">Back to the dashboard</a></p>
        """);

    // By a page of its own: a form must not lead to the provider, and the page's policy need not name it so.
    private static IResult GoOn(HttpContext context, string address)
    {
        var url = SignInPage.Encode(address);
        return SignInPage.Answer(context, StatusCodes.Status200OK, "Signed out",
            $"""<p>You are signed out here. <a href="{url}">Sign out where you came from</a>, if your browser has not gone there.</p>""",
            $"""<meta http-equiv="refresh" content="0; url={url}">""" + "\n");
    }
}
