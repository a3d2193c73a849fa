namespace ParseWorker.Benchmarks.Intake;

/// <summary>A large body that is nowhere as a whole: a beginning, a chunk many times over, an end.</summary>
internal sealed class RepeatedText(byte[] beginning, byte[] chunk, int times, byte[] end) : Stream
{
    private int _part;
    private int _offset;

    /// <summary>Text whose base64 can be put in a row: 30,000 bytes.</summary>
    public static byte[] Block { get; } =
        [.. Enumerable.Repeat("A line that has thirty bytes.\n"u8.ToArray(), 1000).SelectMany(line => line)];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        while (_part < times + 2)
        {
            var rest = Part().AsSpan(_offset);
            if (rest.Length == 0)
            {
                (_part, _offset) = (_part + 1, 0);
                continue;
            }

            var count = Math.Min(rest.Length, buffer.Length);
            rest[..count].CopyTo(buffer);
            _offset += count;
            return count;
        }

        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private byte[] Part() => _part == 0 ? beginning : _part <= times ? chunk : end;
}
