using System.Security.Cryptography;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Intake;

/// <summary>Holds one document on disk while its request runs, and hashes it on the way.</summary>
internal sealed class SpoolFile : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly string _directory;
    private readonly long _maxBytes;
    private long _length;

    private SpoolFile(FileStream file, string directory, long maxBytes)
    {
        _file = file;
        _directory = directory;
        _maxBytes = maxBytes;
    }

    /// <summary>The bytes written so far; seekable.</summary>
    public Stream Content => _file;

    /// <summary>Opens an empty file that is gone with the process, however that ends.</summary>
    /// <param name="directory">Where; private to this process's user.</param>
    /// <param name="maxBytes">Bytes it takes at most; more is refused with 413.</param>
    public static SpoolFile Create(string directory, long maxBytes)
    {
        var path = Path.Combine(directory, Path.GetRandomFileName());
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = 0,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        });

        // Unlinked while open: a killed process leaves nothing behind.
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return new SpoolFile(file, directory, maxBytes);
    }

    /// <summary>413 for a document of more than <paramref name="maxBytes"/>.</summary>
    public static RefusedException TooLarge(long maxBytes) => new(new ApiError(
        StatusCodes.Status413PayloadTooLarge, "document_too_large",
        $"The document is larger than {maxBytes} bytes, the most this server takes."));

    /// <summary>Appends to the document.</summary>
    /// <exception cref="SpoolException">The disk does not take it.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken token)
    {
        if (bytes.IsEmpty) return;
        _length += bytes.Length;
        if (_length > _maxBytes) throw TooLarge(_maxBytes);
        _hash.AppendData(bytes.Span);
        try
        {
            await _file.WriteAsync(bytes, token);
        }
        catch (Exception exception) when (SpoolException.IsOfDisk(exception))
        {
            throw new SpoolException(_directory, exception);
        }
    }

    /// <summary>SHA-256 of what was written, 32 bytes; call it once, at the end.</summary>
    public byte[] TakeSha256() => _hash.GetHashAndReset();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        await _file.DisposeAsync();
    }
}
