using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using ParseWorker.Api.Addresses;
using ParseWorker.Api.Dashboard.Operators;

namespace ParseWorker.Api.Dashboard.SigningIn;

/// <summary>Signing in and out through a provider: what leads there, and what becomes of whoever comes back.</summary>
internal sealed partial class OpenIdSignIn(
    SignIn signIn, OperatorRoster roster, PublicAddress address, IOptions<OpenIdOptions> options,
    IOptionsMonitor<OpenIdConnectOptions> connect, ILogger<OpenIdSignIn> logger)
{
    /// <summary>The scheme's name.</summary>
    public const string Scheme = "OpenId";

    /// <summary>Where the provider sends people back to.</summary>
    public const string CallbackPath = SignIn.ProviderPath + "/callback";

    private string Provider => options.Value.Name;

    /// <summary>Maps what the sign-in page's link leads to, if there is a provider.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        if (!routes.ServiceProvider.GetRequiredService<IOptions<OpenIdOptions>>().Value.IsSet) return;
        routes.MapGet(SignIn.ProviderPath, (HttpContext context, OpenIdSignIn openId) => openId.BeginAsync(context))
            .AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>Names the address to come back to, as the person's browser knows it.</summary>
    public Task AddressAsync(RedirectContext context)
    {
        context.ProtocolMessage.RedirectUri = address.Of(context.Request) + CallbackPath;
        return Task.CompletedTask;
    }

    /// <summary>Lets in whom the provider has named, or says why not. Nothing of the provider's tokens is kept.</summary>
    public async Task JudgeAsync(TicketReceivedContext context)
    {
        var from = context.HttpContext.Connection.RemoteIpAddress;
        var admission = Admission.Of([.. context.Principal!.Claims], options.Value, roster);
        if (admission is not Admission.Granted { Person: var person })
        {
            var refused = (Admission.Refused)admission;
            Refused(refused.Who ?? "nobody with a name", from, Provider, refused.Why);
            context.HandleResponse();
            await ShowAsync(context.HttpContext, StatusCodes.Status403Forbidden, refused.Why, context.ReturnUri);
            return;
        }

        var now = context.Options.TimeProvider!.GetUtcNow();
        context.Principal = roster.Identify(Scheme, person);
        context.Properties = new AuthenticationProperties
        {
            IssuedUtc = now,
            ExpiresUtc = now + options.Value.Session,
            AllowRefresh = false, // the role is as old as the sign-in, however long somebody stays
        };
        Admitted(person.Name, from, Provider, person.Role);
    }

    /// <summary>Shows the sign-in page to whom the provider turned away.</summary>
    public Task DenyAsync(AccessDeniedContext context)
    {
        context.HandleResponse();
        return AnswerAsync(context.HttpContext, FailedSignIn.Denied(Provider), context.ReturnUrl, failure: null);
    }

    /// <summary>Shows the sign-in page, with a sentence, when what came back cannot be taken.</summary>
    public Task FailAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        if (context.HttpContext.RequestAborted.IsCancellationRequested) return Task.CompletedTask; // nobody waits, and nothing failed
        return AnswerAsync(
            context.HttpContext, FailedSignIn.Of(context.Failure, Provider), context.Properties?.RedirectUri, context.Failure);
    }

    /// <summary>Where the browser ends the provider's session; null when there is no such address.</summary>
    /// <exception cref="Exception">The provider does not answer, or with what is no discovery document.</exception>
    public async Task<string?> EndOfSessionAsync(HttpContext context)
    {
        var configuration = await ConfigurationAsync(context.RequestAborted);
        return string.IsNullOrEmpty(configuration.EndSessionEndpoint) ? null : new OpenIdConnectMessage
        {
            IssuerAddress = configuration.EndSessionEndpoint,
            ClientId = options.Value.ClientId,
            PostLogoutRedirectUri = address.Of(context.Request) + SignIn.Path,
            EnableTelemetryParameters = false,
        }.CreateLogoutRequestUrl();
    }

    /// <summary>Notes that the provider could not be asked.</summary>
    public void NoteUnreachable(Exception failure) => Failed(Provider, FailedSignIn.Cause(failure));

    // First what the provider says of itself: once it is known, a redirect needs nobody.
    private async Task BeginAsync(HttpContext context)
    {
        var returnUrl = ReturnUrl.Of(context.Request);
        try
        {
            await ConfigurationAsync(context.RequestAborted);
            await context.ChallengeAsync(Scheme, new AuthenticationProperties { RedirectUri = returnUrl });
        }
        catch (Exception failure) when (!context.RequestAborted.IsCancellationRequested)
        {
            await AnswerAsync(context, FailedSignIn.Of(failure, Provider), returnUrl, failure);
        }
    }

    private Task<OpenIdConnectConfiguration> ConfigurationAsync(CancellationToken token) =>
        connect.Get(Scheme).ConfigurationManager!.GetConfigurationAsync(token);

    private Task AnswerAsync(HttpContext context, FailedSignIn failed, string? returnUrl, Exception? failure)
    {
        if (failed.IsTheProviders) Failed(Provider, FailedSignIn.Cause(failure));
        else GivenUp(context.Connection.RemoteIpAddress, Provider, FailedSignIn.Cause(failure));
        return ShowAsync(context, failed.Status, failed.Message, returnUrl);
    }

    private Task ShowAsync(HttpContext context, int status, string message, string? returnUrl) =>
        signIn.Show(context, status, message, returnUrl ?? ReturnUrl.Home(context.Request)).ExecuteAsync(context);

    [LoggerMessage(6411, LogLevel.Information, "Dashboard sign-in of {Operator} from {Address} through {Provider}: may {Role}")]
    private partial void Admitted(string @operator, IPAddress? address, string provider, OperatorRole role);

    [LoggerMessage(6412, LogLevel.Warning, "Dashboard sign-in of {Operator} from {Address} through {Provider} refused: {Why}")]
    private partial void Refused(string @operator, IPAddress? address, string provider, string why);

    [LoggerMessage(6413, LogLevel.Information, "A dashboard sign-in from {Address} through {Provider} came to nothing: {Cause}")]
    private partial void GivenUp(IPAddress? address, string provider, string cause);

    [LoggerMessage(6414, LogLevel.Error, "Signing in to the dashboard through {Provider} failed: {Cause}")]
    private partial void Failed(string provider, string cause);
}
