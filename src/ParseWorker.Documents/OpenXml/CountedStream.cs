using ParseWorker.Core.Streams;

namespace ParseWorker.Documents.OpenXml;

/// <summary>Counts what is read, and fails once it is more than allowed.</summary>
internal sealed class CountedStream(Stream inner, long most, Func<DocumentException> tooMuch) : ForwardStream
{
    /// <summary>Bytes read so far.</summary>
    public long Count { get; private set; }

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Count += read;
        return Count <= most ? read : throw tooMuch();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
