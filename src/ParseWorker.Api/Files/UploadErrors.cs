using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Files;

/// <summary>Why an upload is refused.</summary>
internal static class UploadErrors
{
    /// <summary>404: none has this id, or the token is another's.</summary>
    public static RefusedException NoSuchUpload(string id) => new(new ApiError(
        StatusCodes.Status404NotFound, "not_found", $"There is no upload '{id}', or the link is not its own."));

    /// <summary>409: it is a file already.</summary>
    public static RefusedException Completed() => new(new ApiError(
        StatusCodes.Status409Conflict, "upload_completed", "This upload was completed; a file never changes. Announce another upload."));

    /// <summary>410: it took too long.</summary>
    public static RefusedException Expired() => new(new ApiError(
        StatusCodes.Status410Gone, "upload_expired", "This upload has expired. Announce it again and send the bytes again."));

    /// <summary>422: no bytes have arrived.</summary>
    public static RefusedException Empty() => RefusedException.Invalid(
        "upload_incomplete", "No bytes have arrived for this upload. Send them to its 'uploadUrl' first.");

    /// <summary>422: more or fewer bytes than announced.</summary>
    /// <param name="announced">How many were announced.</param>
    /// <param name="sent">How many came; null when it is only known that there were more.</param>
    public static RefusedException OtherSize(long announced, long? sent) => RefusedException.Invalid(
        "size_mismatch", $"The upload was announced with {announced} bytes, and {sent?.ToString() ?? "more"} were sent.");

    /// <summary>422: other bytes than announced.</summary>
    public static RefusedException OtherHash() => RefusedException.Invalid(
        "sha256_mismatch", "The bytes that arrived have another SHA-256 than 'sha256' says. Send them again.");
}
