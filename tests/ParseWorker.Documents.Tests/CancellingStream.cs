namespace ParseWorker.Documents.Tests;

/// <summary>A document whose token fires once so many bytes of it were read: in the middle of whatever is reading it then.</summary>
internal sealed class CancellingStream(byte[] content, long after) : MemoryStream(content)
{
    private readonly CancellationTokenSource _cancel = new();
    private long _read;

    public CancellationToken Token => _cancel.Token;

    public override int Read(byte[] buffer, int offset, int count) => Count(base.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Count(base.Read(buffer));

    protected override void Dispose(bool disposing)
    {
        _cancel.Dispose();
        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        _read += read;
        if (_read >= after) _cancel.Cancel();
        return read;
    }
}
