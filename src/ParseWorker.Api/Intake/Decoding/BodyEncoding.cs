using Microsoft.Net.Http.Headers;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Intake.Decoding;

/// <summary>The header <c>Content-Encoding</c>: the framework reads br, deflate and gzip, and removes the header then.</summary>
internal static class BodyEncoding
{
    /// <summary>Refuses what is left, a body that nobody has decompressed, wherever a body is taken.</summary>
    /// <exception cref="RefusedException">415, naming the encoding.</exception>
    public static Task RefuseUnknownAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var encoding = request.Headers[HeaderNames.ContentEncoding].ToString();
        if (encoding is "" or "identity" || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return next(context);
        throw new RefusedException(new ApiError(StatusCodes.Status415UnsupportedMediaType, "unsupported_encoding",
            $"The body's Content-Encoding '{encoding}' is not read. Send it as br, deflate or gzip, or as it is."));
    }
}
