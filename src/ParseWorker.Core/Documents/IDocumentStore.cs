namespace ParseWorker.Core.Documents;

/// <summary>
/// Keeps documents' bytes, content-addressed: equal bytes are stored once, in the database or in a bucket. Where they are in a bucket that
/// cannot be reached, every call fails with <see cref="ObjectStoreException"/>.
/// </summary>
public interface IDocumentStore
{
    /// <summary>Stores the bytes unless they are there; safe to call twice at the same time.</summary>
    /// <param name="sha256">SHA-256 of the content, 32 bytes.</param>
    /// <param name="content">The bytes, from its position to its end.</param>
    /// <param name="token">Stops the call; nothing half-written stays.</param>
    Task SaveAsync(ReadOnlyMemory<byte> sha256, Stream content, CancellationToken token);

    /// <summary>Copies the stored bytes to <paramref name="destination"/>.</summary>
    /// <exception cref="FileNotFoundException">No blob has this hash.</exception>
    /// <exception cref="InvalidDataException">What a bucket holds has another hash; some of it was copied.</exception>
    Task CopyToAsync(ReadOnlyMemory<byte> sha256, Stream destination, CancellationToken token);

    /// <summary>Opens the stored bytes for reading here and there; about 1 MiB of them is in memory at a time.</summary>
    /// <returns>A stream that can be sought and read with or without waiting; null when no blob has this hash.</returns>
    Task<Stream?> OpenAsync(ReadOnlyMemory<byte> sha256, CancellationToken token);
}
