namespace ParseWorker.Api.Errors;

/// <summary>The disk that documents are spooled to did not take one: it is full, read-only, gone, or not this process's to write.</summary>
internal sealed class SpoolException(string directory, Exception inner)
    : IOException($"Documents cannot be spooled to {directory}: {inner.Message.TrimEnd('.')}. "
        + "Make room there, or set Documents__SpoolDirectory to a directory that the API may write.", inner)
{
    /// <summary>True for what a disk answers.</summary>
    public static bool IsOfDisk(Exception exception) => exception is IOException or UnauthorizedAccessException;
}
