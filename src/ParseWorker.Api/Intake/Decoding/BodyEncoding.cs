using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Intake.Decoding;

/// <summary>The header <c>Content-Encoding</c>: the framework reads br, deflate and gzip, and removes the header then.</summary>
internal static class BodyEncoding
{
    /// <summary>Refuses what is left, a body that nobody has decompressed, wherever there is one and something to take it.</summary>
    /// <exception cref="RefusedException">415, naming the encoding.</exception>
    public static Task RefuseUnknownAsync(HttpContext context, RequestDelegate next)
    {
        var encoding = context.Request.Headers[HeaderNames.ContentEncoding].ToString();
        var hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;
        if (!hasBody || context.GetEndpoint() is null || encoding.Length == 0
            || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)) return next(context);
        throw new RefusedException(new ApiError(StatusCodes.Status415UnsupportedMediaType, "unsupported_encoding",
            $"The body's Content-Encoding '{encoding}' is not read. Send it as br, deflate or gzip, or as it is."));
    }
}
