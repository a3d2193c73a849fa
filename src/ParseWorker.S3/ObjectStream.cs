using System.Security.Cryptography;
using Amazon.S3.Model;
using ParseWorker.Core.Documents;

namespace ParseWorker.S3;

/// <summary>
/// An object as a stream that can be sought. It asks for a range at a time, larger ones as long as it is read in order, so that whoever
/// wants a little costs little; a body that breaks off is asked for again from there. Read in order from its start, its hash is compared.
/// </summary>
/// <param name="source">The object.</param>
/// <param name="read">Asks for a range of the bytes under a key.</param>
/// <param name="silence">How long a body may be silent.</param>
/// <param name="time">The clock for that.</param>
internal sealed class ObjectStream(
    StoredObject source, Func<string, ByteRange, CancellationToken, Task<GetObjectResponse>> read, TimeSpan silence, TimeProvider time)
    : Stream
{
    internal const long FirstRange = 256 * 1024;
    internal const long LargestRange = 16 * 1024 * 1024;

    /// <summary>Bytes that are hashed once the hash was compared: no position follows them.</summary>
    private const long Compared = -1;

    /// <summary>Bodies in a row that may break off without a byte.</summary>
    private const int Breaks = 3;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private GetObjectResponse? _body;
    private long _position;
    private long _bodyEnd;
    private long _hashed;
    private long _range = FirstRange;
    private int _broken;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => source.Size;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var position = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _position, _ => source.Size };
        ArgumentOutOfRangeException.ThrowIfNegative(position, nameof(offset));
        if (position == _position) return position;

        Drop();
        _range = FirstRange;
        if (position == 0) _hashed = StartHash();
        return _position = position;
    }

    /// <summary>Waits: the SDK knows no other way, and who reads so (a look at a file's type) has a thread to wait on.</summary>
    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= source.Size || buffer.IsEmpty) return 0;
        while (true)
        {
            _body ??= await AskAsync(cancellationToken);
            if (await TryReadAsync(_body, buffer, cancellationToken) is var taken and > 0)
            {
                Took(buffer.Span[..taken]);
                return taken;
            }
        }
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("A stored document never changes.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A stored document never changes.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Drop();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<GetObjectResponse> AskAsync(CancellationToken token)
    {
        var length = Math.Min(_range, source.Size - _position);
        _range = Math.Min(2 * _range, LargestRange);
        var body = await read(source.Key, new ByteRange(_position, _position + length - 1), token);
        if (body.ContentLength == length)
        {
            _bodyEnd = _position + length;
            return body;
        }

        body.Dispose();
        throw new InvalidDataException($"The bucket holds another number of bytes under {source.Key} than was stored.");
    }

    /// <summary>What the body has next; 0 when it broke off and has to be asked for again.</summary>
    private async ValueTask<int> TryReadAsync(GetObjectResponse body, Memory<byte> buffer, CancellationToken token)
    {
        var wanted = buffer[..(int)Math.Min(buffer.Length, _bodyEnd - _position)];
        using var limit = new CancellationTokenSource(silence, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        Exception? broken = null;
        try
        {
            if (await body.ResponseStream.ReadAsync(wanted, stop.Token) is var taken and > 0) return taken;
        }
        catch (Exception exception) when (!token.IsCancellationRequested)
        {
            broken = exception;
        }

        Drop();
        return ++_broken < Breaks ? 0 : throw new ObjectStoreException(
            $"The bucket breaks off while it sends {source.Key}.", inner: broken);
    }

    private void Took(ReadOnlySpan<byte> bytes)
    {
        _broken = 0;
        if (_hashed == _position)
        {
            _hash.AppendData(bytes);
            _hashed += bytes.Length;
        }

        _position += bytes.Length;
        if (_position == _bodyEnd) Drop();
        if (_position == source.Size && _hashed == source.Size) Compare();
    }

    private void Compare()
    {
        _hashed = Compared; // until it is read from its start again
        if (!source.Sha256.Span.SequenceEqual(_hash.GetHashAndReset()))
            throw new InvalidDataException($"The bucket holds other bytes under {source.Key} than were stored: their SHA-256 is another.");
    }

    private long StartHash()
    {
        _hash.GetHashAndReset();
        return 0;
    }

    private void Drop()
    {
        _body?.Dispose();
        _body = null;
    }
}
