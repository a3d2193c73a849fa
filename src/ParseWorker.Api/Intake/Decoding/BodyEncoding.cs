using Microsoft.Net.Http.Headers;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Intake.Decoding;

/// <summary>The header <c>Content-Encoding</c>: the framework reads br, deflate and gzip, and removes the header then.</summary>
internal static class BodyEncoding
{
    /// <summary>Refuses what is left: a body that nobody has decompressed.</summary>
    /// <exception cref="RefusedException">415, naming the encoding.</exception>
    public static void RefuseUnknown(HttpRequest request)
    {
        if (request.Headers[HeaderNames.ContentEncoding].ToString() is not { Length: > 0 } encoding || encoding == "identity") return;
        throw new RefusedException(new ApiError(StatusCodes.Status415UnsupportedMediaType, "unsupported_encoding",
            $"The body's Content-Encoding '{encoding}' is not read. Send it as br, deflate or gzip, or as it is."));
    }
}
