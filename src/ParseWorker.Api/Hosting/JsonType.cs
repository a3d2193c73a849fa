using System.Net.Mime;

namespace ParseWorker.Api.Hosting;

/// <summary>
/// Calls JSON <c>application/json</c> and nothing more. RFC 8259 (section 11) knows no charset, the framework writes one, and Node's client
/// before 1.0.134 takes no answer whose type is not exactly this.
/// </summary>
internal static class JsonType
{
    private const string WithCharset = MediaTypeNames.Application.Json + "; charset=utf-8";

    /// <summary>Runs the request.</summary>
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        // Late: an error clears the headers that were set before it.
        context.Response.OnStarting(static state =>
        {
            var response = (HttpResponse)state;
            if (response.ContentType == WithCharset) response.ContentType = MediaTypeNames.Application.Json;
            return Task.CompletedTask;
        }, context.Response);
        return next(context);
    }
}
