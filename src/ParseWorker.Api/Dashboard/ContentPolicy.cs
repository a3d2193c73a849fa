namespace ParseWorker.Api.Dashboard;

/// <summary>What a browser may load and run on the dashboard: files of this service, and nothing that stands in a page.</summary>
internal static class ContentPolicy
{
    /// <summary>The policy. What it takes from Hangfire's own pages (empty style attributes, its graphs' helper) does not show.</summary>
    public const string Value =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Sends the policy with every answer of the endpoint.</summary>
    public static IEndpointConventionBuilder WithContentPolicy(this IEndpointConventionBuilder endpoint) => endpoint.Before(context =>
    {
        context.Response.Headers.ContentSecurityPolicy = Value;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        return Task.CompletedTask;
    });

    /// <summary>Does something before the endpoint answers.</summary>
    public static IEndpointConventionBuilder Before(this IEndpointConventionBuilder endpoint, Func<HttpContext, Task> prepare)
    {
        endpoint.Add(builder =>
        {
            var answer = builder.RequestDelegate!;
            builder.RequestDelegate = async context =>
            {
                await prepare(context);
                await answer(context);
            };
        });
        return endpoint;
    }
}
