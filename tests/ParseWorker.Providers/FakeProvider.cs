using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace ParseWorker.Providers;

/// <summary>
/// A provider of OpenID Connect on this machine. It asks nobody for a password; everything else it checks as a real one does: the client,
/// its secret, the address to come back to, PKCE, and that a code is used once.
/// </summary>
public sealed class FakeProvider : IAsyncDisposable
{
    public const string ClientId = "parseworker";
    public const string ClientSecret = "the-secret-of-a-client";

    private const string Subject = "subject-1";

    private readonly RSA _key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> _codes = new();
    private readonly WebApplication _app;

    private FakeProvider(WebApplication app) => _app = app;

    /// <summary>Where it is, without a slash at its end; its issuer, too. By a name, so that browsers take it for another site.</summary>
    public string Address => $"http://localhost:{new Uri(_app.Urls.Single()).Port}";

    /// <summary>What it says of whoever comes.</summary>
    public JsonObject Person { get; set; } = new() { ["preferred_username"] = "ann", ["roles"] = new JsonArray("operators") };

    /// <summary>Changes an identity before it is signed.</summary>
    public Action<IdToken> Adjust { get; set; } = _ => { };

    /// <summary>What the userinfo endpoint adds; null for no such endpoint.</summary>
    public JsonObject? UserInfo { get; set; }

    /// <summary>The key that it uses in place of the one that it publishes.</summary>
    public RSA? AnotherKey { get; set; }

    /// <summary>What it answers in place of a code.</summary>
    public string? Error { get; set; }

    /// <summary>Whether it publishes where sessions end.</summary>
    public bool EndsSessions { get; set; } = true;

    /// <summary>Whether it shows a page for people wherever one asks, as proxies do of what is away.</summary>
    public bool IsInMaintenance { get; set; }

    /// <summary>Whether its token endpoint hangs up.</summary>
    public bool HangsUp { get; set; }

    /// <summary>Every request for a code.</summary>
    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Asked { get; } = [];

    /// <summary>Everything that must stand in no log: codes, verifiers, tokens.</summary>
    public ConcurrentQueue<string> Secrets { get; } = new([ClientSecret]);

    /// <summary>Every request to end a session.</summary>
    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Ended { get; } = [];

    public static async Task<FakeProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new FakeProvider(builder.Build());
        provider._app.Run(provider.AnswerAsync);
        await provider._app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
        AnotherKey?.Dispose();
    }

    private Task AnswerAsync(HttpContext context) => context.Request.Path.Value switch
    {
        _ when IsInMaintenance => context.Response.WriteAsync("<html>We are back soon.</html>"),
        "/.well-known/openid-configuration" => WriteAsync(context, Discovery()),
        "/keys" => WriteAsync(context, IdToken.KeySet(_key)),
        "/authorize" => AuthorizeAsync(context),
        "/token" => RedeemAsync(context),
        "/userinfo" => TellAsync(context),
        "/end-session" => EndAsync(context),
        _ => SayAsync(context, StatusCodes.Status404NotFound, "unknown"),
    };

    private JsonObject Discovery()
    {
        var document = new JsonObject
        {
            ["issuer"] = Address,
            ["authorization_endpoint"] = Address + "/authorize",
            ["token_endpoint"] = Address + "/token",
            ["pushed_authorization_request_endpoint"] = Address + "/not-to-be-used",
            ["jwks_uri"] = Address + "/keys",
            ["response_types_supported"] = new JsonArray("code"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        };
        if (UserInfo is not null) document["userinfo_endpoint"] = Address + "/userinfo";
        if (EndsSessions) document["end_session_endpoint"] = Address + "/end-session";
        return document;
    }

    private Task AuthorizeAsync(HttpContext context)
    {
        var asked = context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        Asked.Enqueue(asked);
        if (asked.GetValueOrDefault("client_id") != ClientId || asked.GetValueOrDefault("response_type") != "code"
            || asked.GetValueOrDefault("code_challenge_method") != "S256"
            || !asked.GetValueOrDefault("scope", "").Split(' ').Contains("openid")
            || !asked.ContainsKey("nonce") || !asked.TryGetValue("state", out var state))
        {
            return SayAsync(context, StatusCodes.Status400BadRequest, "invalid_request");
        }

        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        Secrets.Enqueue(code);
        _codes[code] = asked;
        context.Response.Redirect(QueryHelpers.AddQueryString(asked["redirect_uri"], Error is null
            ? new Dictionary<string, string?> { ["code"] = code, ["state"] = state }
            : new Dictionary<string, string?> { ["error"] = Error, ["error_description"] = "a\r\nline", ["state"] = state }));
        return Task.CompletedTask;
    }

    private async Task RedeemAsync(HttpContext context)
    {
        if (HangsUp)
        {
            context.Abort();
            return;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var verifier = form["code_verifier"].ToString();
        Secrets.Enqueue(verifier);
        if (form["client_id"] != ClientId || form["client_secret"] != ClientSecret)
        {
            await SayAsync(context, StatusCodes.Status401Unauthorized, "invalid_client");
            return;
        }

        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        if (!_codes.TryRemove(form["code"].ToString(), out var asked) || form["grant_type"] != "authorization_code"
            || form["redirect_uri"] != asked["redirect_uri"] || challenge != asked["code_challenge"])
        {
            await SayAsync(context, StatusCodes.Status400BadRequest, "invalid_grant");
            return;
        }

        var token = Token(asked["nonce"]).Write(AnotherKey ?? _key);
        var access = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        Secrets.Enqueue(token);
        Secrets.Enqueue(access);
        await WriteAsync(context, new JsonObject { ["access_token"] = access, ["token_type"] = "Bearer", ["id_token"] = token });
    }

    private IdToken Token(string nonce)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = Person.DeepClone().AsObject();
        (claims["iss"], claims["aud"], claims["sub"], claims["nonce"]) = (Address, ClientId, Subject, nonce);
        (claims["iat"], claims["exp"]) = (now, now + 300);
        var token = new IdToken { Claims = claims };
        Adjust(token);
        return token;
    }

    private Task TellAsync(HttpContext context)
    {
        var access = context.Request.Headers.Authorization.ToString();
        if (!access.StartsWith("Bearer ", StringComparison.Ordinal) || !Secrets.Contains(access["Bearer ".Length..]))
            return SayAsync(context, StatusCodes.Status401Unauthorized, "invalid_token");

        var told = UserInfo!.DeepClone().AsObject();
        told["sub"] = Subject;
        return WriteAsync(context, told);
    }

    private Task EndAsync(HttpContext context)
    {
        var asked = context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        Ended.Enqueue(asked);
        context.Response.Redirect(asked["post_logout_redirect_uri"]);
        return Task.CompletedTask;
    }

    private static Task SayAsync(HttpContext context, int status, string error)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, new JsonObject { ["error"] = error });
    }

    private static Task WriteAsync(HttpContext context, JsonObject body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
