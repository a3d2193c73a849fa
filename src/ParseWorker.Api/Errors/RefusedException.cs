namespace ParseWorker.Api.Errors;

/// <summary>Ends a request with <see cref="Error"/>; the exception handler writes it.</summary>
internal sealed class RefusedException(ApiError error) : Exception(error.Message)
{
    /// <summary>The answer.</summary>
    public ApiError Error { get; } = error;
}
