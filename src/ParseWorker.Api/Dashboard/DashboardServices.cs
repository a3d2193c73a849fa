using Hangfire;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Dashboard.BulkCancel;
using ParseWorker.Api.Dashboard.Details;
using ParseWorker.Api.Dashboard.Load;
using ParseWorker.Api.Dashboard.Operators;
using ParseWorker.Api.Dashboard.SigningIn;
using ParseWorker.Api.Dashboard.Views;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Dashboard;

/// <summary>Hangfire's dashboard at <c>/hangfire</c>: everybody signs in, from wherever they come.</summary>
internal static class DashboardServices
{
    /// <summary>Where the dashboard is.</summary>
    public const string Path = ReturnUrl.Dashboard;

    private const string Policy = "Operator";
    private const string Scheme = "Operator";

    /// <summary>Every open page asks for statistics this often, and each is a count over Hangfire's tables.</summary>
    private const int StatsPollingMilliseconds = 10_000;

    /// <summary>Adds the operators' sign-in.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<OperatorOptions>, OperatorOptionsValidator>();
        services.AddOptions<OperatorOptions>().BindConfiguration(OperatorOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NamedOperatorsOptions>, NamedOperatorsMustFit>();
        services.AddOptions<NamedOperatorsOptions>().BindConfiguration(NamedOperatorsOptions.Section).ValidateOnStart();
        OpenIdServices.Add(services, configuration);
        services.AddSingleton<OperatorRoster>().AddSingleton<SignIn>().AddSingleton<SignOut>().AddAntiforgery();
        services.AddSingleton<SharedViews>().AddSingleton<LoadReader>().AddSingleton<ParseRetries>().AddSingleton<CancellableSearch>();
        services.AddAuthentication()
            .AddPolicyScheme(Scheme, null, policy => policy.ForwardDefaultSelector = SchemeOf)
            .AddScheme<AuthenticationSchemeOptions, BasicAuthentication>(BasicAuthentication.Name, null)
            .AddCookie(Configure);
        services.AddAuthorizationBuilder().AddPolicy(Policy, new AuthorizationPolicyBuilder(Scheme).RequireAuthenticatedUser().Build());
        return services;
    }

    /// <summary>Maps the dashboard, or a sentence in its place when no operator is configured.</summary>
    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<OperatorRoster>().IsEmpty
            && !routes.ServiceProvider.GetRequiredService<IOptions<OpenIdOptions>>().Value.IsSet)
        {
            routes.Map(Path + "/{**rest}", SayDisabled).AllowAnonymous().ExcludeFromDescription();
            return;
        }

        SignIn.Map(routes);
        OpenIdSignIn.Map(routes);
        SignOut.Map(routes, Policy);
        DashboardPages.Register();
        routes.MapHangfireDashboardWithAuthorizationPolicy(Policy, Path, new DashboardOptions
        {
            DashboardTitle = "ParseWorker",
            AppPath = "/docs",
            DisplayStorageConnectionString = false,
            StatsPollingInterval = StatsPollingMilliseconds,

            // Hangfire's buttons would say that they did something: Delete and Requeue of a job change no parse.
            IsReadOnlyFunc = _ => true,
        }).WithContentPolicy().Before(DashboardPages.PrepareAsync).RefuseViewers(IsStats).InEnglish();
    }

    /// <summary>True when an open page asks for Hangfire's figures, as each does again and again.</summary>
    public static bool IsStats(HttpRequest request) => request.Path.StartsWithSegments(Path + "/stats");

    private static string SchemeOf(HttpContext context) =>
        BasicAuthentication.IsUsed(context) ? BasicAuthentication.Name : CookieAuthenticationDefaults.AuthenticationScheme;

    private static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "parseworker-operator";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(8);
        cookie.LoginPath = SignIn.Path;
        cookie.Events.OnRedirectToLogin = redirect =>
        {
            if (!redirect.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
                return BasicAuthentication.ChallengeAsync(redirect.HttpContext);
            redirect.Response.Redirect(redirect.RedirectUri);
            return Task.CompletedTask;
        };
        cookie.Events.OnCheckSlidingExpiration = check =>
        {
            // What an open page asks by itself shows nobody's presence: it must not keep a left screen signed in.
            if (IsStats(check.Request) || ViewDispatcher.IsLive(check.Request)) check.ShouldRenew = false;
            return Task.CompletedTask;
        };
        cookie.Events.OnValidatePrincipal = validation =>
        {
            var roster = validation.HttpContext.RequestServices.GetRequiredService<OperatorRoster>();
            if (!roster.IsCurrent(validation.Principal)) validation.RejectPrincipal();
            return Task.CompletedTask;
        };
    }

    private static Task SayDisabled(HttpContext context) => ErrorAnswers.WriteAsync(context, new ApiError(
        StatusCodes.Status503ServiceUnavailable, "dashboard_disabled",
        "The dashboard is switched off: set Dashboard__Password (12 characters or more) and restart. "
        + $"The user is '{OperatorOptions.User}'; {NamedOperatorsOptions.Section}__<name>__Password adds others, and "
        + $"{OpenIdOptions.Section}__{nameof(OpenIdOptions.Authority)} whoever a provider of OpenID Connect names."));
}
