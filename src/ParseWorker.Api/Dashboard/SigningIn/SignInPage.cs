using System.Net;
using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;

namespace ParseWorker.Api.Dashboard.SigningIn;

/// <summary>The look of the pages for signing in and out: a card in the middle, no script, and forms for this service alone.</summary>
internal static class SignInPage
{
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string Style = """
          :root { color-scheme: light dark; --ground: #f5f6f8; --card: #fff; --text: #1a1f28; --line: #d8dde6; --control: #8a93a3;
            --accent: #2b5bc9; --on-accent: #fff; --bad: #b3261e; }
          @media (prefers-color-scheme: dark) { :root { --ground: #12151a; --card: #1a1e25; --text: #e7eaef; --line: #303744;
            --control: #727d8f; --accent: #8fb2ff; --on-accent: #0f1a33; --bad: #ff9d94; } }
          * { box-sizing: border-box; }
          body { background: var(--ground); color: var(--text); display: grid; font: 1rem/1.5 system-ui, sans-serif; margin: 0;
            min-height: 100vh; padding: 1rem; place-items: center; }
          main { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; display: grid; gap: 1rem;
            padding: 1.75rem; width: min(22rem, 100vw - 2rem); }
          form { display: grid; gap: 1rem; }
          h1 { font-size: 1.375rem; line-height: 1.25; margin: 0; }
          label { display: grid; font-size: .9375rem; font-weight: 600; gap: .25rem; }
          input, button, .button { border: 1px solid var(--control); border-radius: .5rem; font: inherit; padding: .5rem .625rem;
            width: 100%; }
          input { background: var(--card); color: inherit; font-weight: 400; }
          button, .button { background: var(--accent); border-color: var(--accent); color: var(--on-accent); cursor: pointer;
            font-weight: 600; overflow-wrap: anywhere; text-align: center; text-decoration: none; }
          form + .button { background: none; color: var(--accent); }
          a { color: var(--accent); }
          :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
          p { margin: 0; overflow-wrap: anywhere; }
          [role="alert"] { color: var(--bad); }
          [role="alert"]:empty { display: none; }
        """;

    /// <summary>A page. Its address may hold what a provider sent, so that it is told to nobody.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">Its status.</param>
    /// <param name="title">Its title and heading.</param>
    /// <param name="body">Markup below the heading.</param>
    /// <param name="head">Markup of its head, empty for none.</param>
    public static IResult Answer(HttpContext context, int status, string title, string body, string head = "")
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        return Results.Text($"""
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            {head}<title>{Encode(title)} · ParseWorker</title>
            <style>
            {Style}
            </style>
            <main>
            <h1>{Encode(title)}</h1>
            {body}
            </main>
            </html>
            """, MediaTypeNames.Text.Html, Encoding.UTF8, status);
    }

    /// <summary>The hidden field that shows that a form is one of this service.</summary>
    public static string Hidden(AntiforgeryTokenSet token) =>
        $"""<input type="hidden" name="{Encode(token.FormFieldName)}" value="{Encode(token.RequestToken ?? "")}">""";

    /// <summary>Text as markup.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(text);
}
