using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Admin;
using ParseWorker.Api.Dashboard;
using ParseWorker.Api.Dashboard.Operators;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Exporters;

/// <summary><c>/metrics</c>, as Prometheus reads it, for operators unless the configuration says otherwise.</summary>
internal static class MetricsEndpoint
{
    /// <summary>Where it is.</summary>
    public const string Path = "/metrics";

    private const string Scheme = "Metrics";

    /// <summary>Adds who may read it.</summary>
    public static IServiceCollection AddMetricsAccess(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<MetricsOptions>, MetricsOptionsValidator>();
        services.AddOptions<MetricsOptions>().BindConfiguration(MetricsOptions.Section).ValidateOnStart();
        services.AddAuthentication().AddPolicyScheme(Scheme, null, policy => policy.ForwardDefaultSelector = SchemeOf);
        services.AddAuthorizationBuilder().AddPolicy(Scheme, new AuthorizationPolicyBuilder(Scheme).RequireAuthenticatedUser().Build());
        return services;
    }

    /// <summary>Maps it, or a sentence in its place when nobody could prove to be an operator.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        switch (routes.ServiceProvider.GetRequiredService<IOptions<MetricsOptions>>().Value.Metrics)
        {
            case MetricsAccess.Anyone:
                routes.MapPrometheusScrapingEndpoint(Path).AllowAnonymous();
                break;
            case MetricsAccess.Operators when HasOperators(routes.ServiceProvider):
                routes.MapPrometheusScrapingEndpoint(Path).RequireAuthorization(Scheme);
                break;
            case MetricsAccess.Operators:
                routes.Map(Path, SayDisabled).AllowAnonymous().ExcludeFromDescription();
                break;
            case MetricsAccess.Off:
                break;
            default:
                throw new InvalidOperationException("Telemetry:Metrics is none of Operators, Anyone and Off.");
        }
    }

    private static bool HasOperators(IServiceProvider services) =>
        !services.GetRequiredService<OperatorRoster>().IsEmpty || services.GetRequiredService<AdminKey>().IsSet;

    // Each scheme asks for what it takes, so only one may answer.
    private static string SchemeOf(HttpContext context)
    {
        var passwordIsSet = !context.RequestServices.GetRequiredService<OperatorRoster>().IsEmpty;
        return BasicAuthentication.IsUsed(context)
            || (passwordIsSet && !context.RequestServices.GetRequiredService<AdminKey>().IsSet)
            || (passwordIsSet && context.Request.Headers.Authorization.Count == 0)
            ? BasicAuthentication.Name : AdminAuthentication.Name;
    }

    private static Task SayDisabled(HttpContext context) => ErrorAnswers.WriteAsync(context, new ApiError(
        StatusCodes.Status503ServiceUnavailable, "metrics_disabled",
        "Metrics are for operators, and there are none: set Dashboard__Password or Admin__KeyHash, or Telemetry__Metrics=Anyone where only "
        + "those may reach this port who may read them. Restart then."));
}
