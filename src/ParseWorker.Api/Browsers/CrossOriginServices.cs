using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ParseWorker.Api.Browsers;

/// <summary>Lets pages of other origins use the API, as configuration says (the Fetch standard's CORS protocol).</summary>
internal static class CrossOriginServices
{
    /// <summary>What clients use. The dashboard is not among it: it signs in by cookie, and is for its own pages alone.</summary>
    private static readonly PathString[] Shared = ["/v1", "/uploads", "/downloads", "/openapi"];

    private static readonly string[] Methods =
        [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete];

    /// <summary>Headers of answers that a page could not read otherwise.</summary>
    private static readonly string[] Exposed =
    [
        "x-request-id", HeaderNames.RetryAfter, "Idempotent-Replayed", "Cancellation-Outcome", "Preference-Applied",
        HeaderNames.WWWAuthenticate, HeaderNames.Allow, HeaderNames.AcceptRanges, HeaderNames.ContentRange, HeaderNames.ContentDisposition,
    ];

    /// <summary>Adds the framework's CORS.</summary>
    public static IServiceCollection AddCrossOrigin(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<CrossOriginOptions>, CrossOriginOptionsValidator>();
        services.AddOptions<CrossOriginOptions>().BindConfiguration(CrossOriginOptions.Section).ValidateOnStart();
        return services.AddCors();
    }

    /// <summary>
    /// Answers preflights and marks answers, errors included. Must stand before authentication: a preflight carries no key. Does nothing
    /// when no origin is configured.
    /// </summary>
    public static void UseCrossOrigin(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<CrossOriginOptions>>().Value;
        if (options.List.Count == 0) return;

        app.UseWhen(
            context => Shared.Any(path => context.Request.Path.StartsWithSegments(path)),
            shared => shared.UseCors(policy => Describe(policy, options)));
    }

    /// <summary>Without credentials in the protocol's sense: the page sends the key itself, and no cookie is taken.</summary>
    private static void Describe(CorsPolicyBuilder policy, CrossOriginOptions options)
    {
        if (options.List.Contains(CrossOriginOptions.Everyone)) policy.AllowAnyOrigin();
        else policy.WithOrigins([.. options.List]);
        policy.WithMethods(Methods).AllowAnyHeader().WithExposedHeaders(Exposed).SetPreflightMaxAge(options.PreflightMaxAge);
    }
}
