namespace ParseWorker.Worker.Files;

/// <summary>
/// This machine's disk does not take a document: it is full, read-only, gone, or not this worker's to write. It says nothing of the
/// document.
/// </summary>
internal sealed class WorkFolderException(string folder, Exception inner)
    : Exception($"Documents cannot be kept in {folder} while they are parsed: {inner.Message.TrimEnd('.')}. "
        + "Make room there, or set TMPDIR to a folder that this worker may write.", inner)
{
    /// <summary>True for what a disk answers; a fault of the database comes as another exception.</summary>
    public static bool IsOfDisk(Exception exception) => exception is IOException or UnauthorizedAccessException;
}
