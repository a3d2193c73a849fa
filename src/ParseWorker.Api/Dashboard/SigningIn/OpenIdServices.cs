using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using ParseWorker.Api.Dashboard.Operators;

namespace ParseWorker.Api.Dashboard.SigningIn;

/// <summary>
/// Signing in through a provider: the authorization code flow with PKCE, state and nonce (OpenID Connect Core 1.0, RFC 9700).
/// </summary>
internal static class OpenIdServices
{
    /// <summary>How long the provider may take for an answer to this service; a person waits for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Adds the framework's handler, if a provider is configured: without one no request passes it.</summary>
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<OpenIdOptions>, OpenIdOptionsValidator>();
        services.AddOptions<OpenIdOptions>().BindConfiguration(OpenIdOptions.Section).ValidateOnStart();
        services.AddSingleton<OpenIdSignIn>();
        if (string.IsNullOrEmpty(configuration[$"{OpenIdOptions.Section}:{nameof(OpenIdOptions.Authority)}"])) return;

        services.AddAuthentication().AddOpenIdConnect(OpenIdSignIn.Scheme, _ => { });
        services.AddOptions<OpenIdConnectOptions>(OpenIdSignIn.Scheme)
            .Configure<IOptions<OpenIdOptions>>((connect, options) => Configure(connect, options.Value));
    }

    private static void Configure(OpenIdConnectOptions connect, OpenIdOptions options)
    {
        connect.Authority = options.Authority;
        connect.RequireHttpsMetadata = new Uri(options.Authority!).Scheme == Uri.UriSchemeHttps;
        connect.ClientId = options.ClientId;
        connect.ClientSecret = options.ReadSecret();
        connect.BackchannelTimeout = Patience;
        connect.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        connect.CallbackPath = OpenIdSignIn.CallbackPath;
        connect.DisableTelemetry = true;

        // Other ways in and out, which nothing here leads to: a page elsewhere could end sessions by them.
        connect.RemoteSignOutPath = default;
        connect.SignedOutCallbackPath = default;

        // The provider answers by a GET, which carries cookies that are lax. An answer that a form posts would not: it needed cookies for
        // every site, which browsers take over TLS only, and some not at all.
        connect.ResponseType = OpenIdConnectResponseType.Code;
        connect.ResponseMode = OpenIdConnectResponseMode.Query;

        // Nothing of the request is secret, and with it a provider that is away or finds fault with us would have to be asked twice.
        connect.PushedAuthorizationBehavior = PushedAuthorizationBehavior.Disable;
        foreach (var cookie in new[] { connect.CorrelationCookie, connect.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }

        connect.Scope.Clear();
        foreach (var scope in options.ScopeList) connect.Scope.Add(scope);
        connect.MapInboundClaims = false;
        connect.GetClaimsFromUserInfoEndpoint = options.UserInfo;
        connect.ClaimActions.Clear();
        Events(connect.Events);
    }

    private static void Events(OpenIdConnectEvents events)
    {
        events.OnRedirectToIdentityProvider = context => SignInOf(context.HttpContext).AddressAsync(context);
        events.OnTokenValidated = RefuseUnsigned;
        events.OnUserInformationReceived = AddUserInformation;
        events.OnTicketReceived = context => SignInOf(context.HttpContext).JudgeAsync(context);
        events.OnAccessDenied = context => SignInOf(context.HttpContext).DenyAsync(context);
        events.OnRemoteFailure = context => SignInOf(context.HttpContext).FailAsync(context);
    }

    // What comes from the token endpoint itself may do without by the protocol, and the handler takes it so.
    private static Task RefuseUnsigned(TokenValidatedContext context)
    {
        if (string.IsNullOrEmpty(context.SecurityToken.RawSignature))
            context.Fail(new SecurityTokenInvalidSignatureException("The identity is not signed."));
        return Task.CompletedTask;
    }

    private static Task AddUserInformation(UserInformationReceivedContext context)
    {
        context.Principal!.Identities.First().AddClaims(ProvidedClaims.Of(context.User.RootElement));
        return Task.CompletedTask;
    }

    private static OpenIdSignIn SignInOf(HttpContext context) => context.RequestServices.GetRequiredService<OpenIdSignIn>();
}
