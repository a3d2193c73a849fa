using Dapper;

namespace ParseWorker.Postgres.Files;

/// <summary>A stored document as a stream that can be sought: it holds one chunk, and reads another when it is needed.</summary>
internal sealed class BlobStream(Databases databases, byte[] sha256, long size) : Stream
{
    private byte[] _chunk = [];
    private long _chunkNumber = -1;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => size;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    private long WantedChunk => _position / DocumentStore.ChunkBytes;

    public override long Seek(long offset, SeekOrigin origin)
    {
        var position = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _position, _ => size };
        ArgumentOutOfRangeException.ThrowIfNegative(position, nameof(offset));
        return _position = position;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_position >= size || buffer.IsEmpty) return 0;
        if (WantedChunk != _chunkNumber)
        {
            using var connection = databases.Main.OpenConnection();
            Keep(connection.QueryFirstOrDefault<byte[]>(Sql.ReadBlobChunk, new { sha256, n = (int)WantedChunk }));
        }

        return Take(buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= size || buffer.IsEmpty) return 0;
        if (WantedChunk != _chunkNumber)
            Keep(await databases.FirstOrDefaultAsync<byte[]>(
                Sql.ReadBlobChunk, new { sha256, n = (int)WantedChunk }, cancellationToken));
        return Take(buffer.Span);
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("A stored document never changes.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A stored document never changes.");

    private void Keep(byte[]? chunk)
    {
        _chunk = chunk ?? throw new IOException("The document was deleted while it was read.");
        _chunkNumber = WantedChunk;
    }

    private int Take(Span<byte> buffer)
    {
        var rest = _chunk.AsSpan((int)(_position % DocumentStore.ChunkBytes));
        var taken = Math.Min(rest.Length, buffer.Length);
        rest[..taken].CopyTo(buffer);
        _position += taken;
        return taken;
    }
}
