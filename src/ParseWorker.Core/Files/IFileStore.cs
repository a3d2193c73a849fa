namespace ParseWorker.Core.Files;

/// <summary>Files by name, and the uploads that become some. Their bytes are the document store's.</summary>
public interface IFileStore
{
    /// <summary>Records an announced upload.</summary>
    Task OpenUploadAsync(Upload upload, CancellationToken token);

    /// <summary>Finds an upload of any environment, also one that has expired or was completed.</summary>
    Task<Upload?> FindUploadAsync(FileId id, CancellationToken token);

    /// <summary>Records that the bytes of an upload are in the document store; those that came before are let go.</summary>
    /// <param name="id">The upload.</param>
    /// <param name="sha256">SHA-256 of the bytes, which are stored.</param>
    /// <param name="mimeType">The type told from them.</param>
    /// <param name="token">Stops the call.</param>
    /// <returns>False when it was completed meanwhile, or is gone.</returns>
    Task<bool> ReceiveUploadAsync(FileId id, ReadOnlyMemory<byte> sha256, string mimeType, CancellationToken token);

    /// <summary>Makes a file of an upload whose bytes have arrived, once.</summary>
    /// <returns>False when no bytes have arrived, or it is gone.</returns>
    Task<bool> CompleteUploadAsync(FileId id, CancellationToken token);

    /// <summary>Finds a file of the environment.</summary>
    Task<StoredFile?> FindAsync(string environment, FileId id, CancellationToken token);

    /// <summary>Lists one page of the environment's files.</summary>
    Task<FileList> ListAsync(FileListQuery query, CancellationToken token);
}
