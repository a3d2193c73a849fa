namespace ParseWorker.Api.Errors;

/// <summary>Ends a request with <see cref="Error"/>; the exception handler writes it.</summary>
internal sealed class RefusedException(ApiError error) : Exception(error.Message)
{
    /// <summary>The answer.</summary>
    public ApiError Error { get; } = error;

    /// <summary>422 for a request whose <paramref name="message"/> names the field at fault.</summary>
    public static RefusedException Invalid(string code, string message) =>
        new(new ApiError(StatusCodes.Status422UnprocessableEntity, code, message));

    /// <summary>404 for a parse that this environment does not have; another environment's looks the same.</summary>
    public static RefusedException NoSuchParse(string id) =>
        new(new ApiError(StatusCodes.Status404NotFound, "not_found", $"Parse '{id}' was not found in this environment."));

    /// <summary>404 for a file that this environment does not have; another environment's looks the same.</summary>
    public static RefusedException NoSuchFile(string id) =>
        new(new ApiError(StatusCodes.Status404NotFound, "not_found", $"File '{id}' was not found in this environment."));

    /// <summary>404 for a webhook that this environment does not have; another environment's looks the same.</summary>
    public static RefusedException NoSuchWebhook(string id) =>
        new(new ApiError(StatusCodes.Status404NotFound, "not_found", $"Webhook '{id}' was not found in this environment."));

    /// <summary>404 for a delivery that the webhook does not have.</summary>
    public static RefusedException NoSuchDelivery(string id) =>
        new(new ApiError(StatusCodes.Status404NotFound, "not_found", $"Delivery '{id}' was not found at this webhook."));
}
