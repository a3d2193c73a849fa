using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using ParseWorker.Api.Auth;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Limits;

/// <summary>Counts the requests of each key with the framework's rate limiter. Each process counts for itself.</summary>
internal static class RequestLimits
{
    /// <summary>The window slides on by this part of itself, so that no two bursts fit around its end.</summary>
    private const int Segments = 6;

    /// <summary>Adds the limits.</summary>
    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<LimitOptions>, LimitOptionsValidator>();
        services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section).ValidateOnStart();
        services.AddRateLimiter(static _ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitOptions>>((limiter, options) =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => PartitionOf(context, options.Value));
            limiter.OnRejected = (rejected, _) => new ValueTask(RefuseAsync(rejected, options.Value));
        });
        return services;
    }

    /// <summary>
    /// Marks a route whose requests are never counted: a limit must not keep anyone from stopping what runs.
    /// </summary>
    public static RouteHandlerBuilder Uncounted(this RouteHandlerBuilder route) => route.DisableRateLimiting();

    private static RateLimitPartition<string> PartitionOf(HttpContext context, LimitOptions options)
    {
        if (options.Requests == 0 || HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
            || context.User.Identity is not { IsAuthenticated: true, AuthenticationType: ApiKeyAuthentication.Name })
            return RateLimitPartition.GetNoLimiter("");
        return RateLimitPartition.GetSlidingWindowLimiter(context.Key().Id, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = options.Requests,
            Window = options.Window,
            SegmentsPerWindow = Segments,
            QueueLimit = 0,
        });
    }

    private static Task RefuseAsync(OnRejectedContext rejected, LimitOptions options)
    {
        // The sliding window does not say when it has room: with its next segment at the earliest.
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : options.Window / Segments;
        return ErrorAnswers.WriteAsync(rejected.HttpContext, new ApiError(
            StatusCodes.Status429TooManyRequests, "rate_limited",
            $"This key has sent {options.Requests} requests within {options.Window.TotalSeconds:0} s. Wait as Retry-After says; "
            + "reading and cancelling are not counted.", RetryAfter: wait));
    }
}
