namespace ParseWorker.Api.Errors;

/// <summary>Writes errors, whoever found them: an endpoint, the framework, or nobody (a route that does not exist).</summary>
internal static class ErrorAnswers
{
    /// <summary>Makes <paramref name="error"/> the answer.</summary>
    public static Task WriteAsync(HttpContext context, ApiError error)
    {
        context.Response.StatusCode = error.Status;
        if (error.RetryAfter is { } wait) context.Response.Headers.RetryAfter = $"{Math.Ceiling(wait.TotalSeconds):0}";
        return context.Response.WriteAsJsonAsync(
            ErrorBody.Of(error), ErrorJson.Readable.ErrorBody, contentType: null, context.RequestAborted);
    }

    /// <summary>Says what a bare status of the framework means.</summary>
    public static ApiError ForStatus(int status, HttpRequest request) => status switch
    {
        StatusCodes.Status404NotFound => new(status, "not_found", $"There is no {request.Path}; the reference is at /docs."),
        StatusCodes.Status405MethodNotAllowed => new(status, "method_not_allowed",
            $"{request.Path} does not take {request.Method}; the Allow header names what it takes."),
        _ => ForStatus(status),
    };

    /// <summary>Says what a bare status means where there is no request yet.</summary>
    public static ApiError ForStatus(int status) => status switch
    {
        StatusCodes.Status400BadRequest => new(status, "bad_request", "The request is malformed or was cut off."),
        StatusCodes.Status401Unauthorized => new(status, "unauthorized", "Sign in first."),
        StatusCodes.Status403Forbidden => new(status, "forbidden", "This is not allowed."),
        StatusCodes.Status408RequestTimeout => new(status, "request_timeout", "The request arrived too slowly. Try again."),
        StatusCodes.Status413PayloadTooLarge => new(status, "request_too_large", "The request body is larger than this server takes."),
        StatusCodes.Status414UriTooLong => new(status, "uri_too_long", "The request line is longer than 8 KiB. Shorten the query."),
        StatusCodes.Status415UnsupportedMediaType => new(status, "unsupported_media_type",
            "Send the body as JSON, with Content-Type: application/json."),
        StatusCodes.Status431RequestHeaderFieldsTooLarge => new(status, "headers_too_large",
            "The request's headers are more than 32 KiB or more than 100. Send fewer."),
        StatusCodes.Status503ServiceUnavailable => new(status, "unavailable", "The service cannot answer just now. Try again."),
        StatusCodes.Status505HttpVersionNotsupported => new(status, "http_version", "This server speaks HTTP/1.1."),
        >= 500 => new(status, "internal_error", "Something went wrong in this service."),
        _ => new(status, "refused", $"The request was refused with status {status}."),
    };
}
