namespace ParseWorker.Core.Documents;

/// <summary>Bytes by key in a bucket outside of the database. What a key names is written once and never changes.</summary>
public interface IObjectStore
{
    /// <summary>False where no bucket is configured: then every call but this one fails.</summary>
    bool IsConfigured { get; }

    /// <summary>A key for bytes with this hash. No two are alike, so that a late delete of one object takes no other's bytes.</summary>
    string NewKey(ReadOnlyMemory<byte> sha256);

    /// <summary>Writes an object.</summary>
    /// <param name="target">What it will be.</param>
    /// <param name="content">The bytes, from its position to its end; it can be sought.</param>
    /// <param name="beforeStep">
    /// Awaited before each request, with the id under which parts are collected or null. A request ends within <see cref="StepLimit"/>.
    /// </param>
    /// <param name="token">Stops the call; there is no object then, or a whole one.</param>
    /// <exception cref="ObjectStoreException">The bucket did not take it.</exception>
    Task WriteAsync(StoredObject target, Stream content, Func<string?, Task> beforeStep, CancellationToken token);

    /// <summary>
    /// Opens an object for reading here and there; a part of a MiB is in memory at a time. Whoever reads it from its start to its end is
    /// told by an <see cref="InvalidDataException"/>, before the last bytes, when they are not those of its hash.
    /// </summary>
    /// <returns>
    /// A stream that asks for nothing before it is read, and whose reads throw <see cref="ObjectStoreException"/> while the bucket cannot
    /// be reached and <see cref="FileNotFoundException"/> when the object is not there.
    /// </returns>
    Stream Open(StoredObject source);

    /// <summary>Deletes an object; one that is not there is deleted already.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="uploadId">What its parts were collected under, or null; those that are left go too.</param>
    /// <param name="token">Stops the call.</param>
    /// <exception cref="ObjectStoreException">The bucket did not do it.</exception>
    Task DeleteAsync(string key, string? uploadId, CancellationToken token);

    /// <summary>Looks whether the bucket is there and lets us in.</summary>
    /// <exception cref="ObjectStoreException">It is not, or does not.</exception>
    Task ProbeAsync(CancellationToken token);

    /// <summary>How long one request of a write may take, its repetitions included.</summary>
    static TimeSpan StepLimit => TimeSpan.FromMinutes(5);
}

/// <summary>An object, as the row of its blob describes it.</summary>
/// <param name="Key">Its key in the bucket.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Sha256">Their SHA-256, 32 bytes.</param>
public sealed record StoredObject(string Key, long Size, ReadOnlyMemory<byte> Sha256);
