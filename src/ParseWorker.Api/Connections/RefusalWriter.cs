using System.Buffers;
using System.IO.Pipelines;

namespace ParseWorker.Api.Connections;

/// <summary>
/// A connection's output. Inside a request everything passes as it is; what the server writes outside of one is held back until it is
/// flushed, and replaced when it is a <see cref="Refusal"/>.
/// </summary>
/// <param name="output">The connection's own output.</param>
/// <param name="state">Whether the connection is inside a request.</param>
/// <param name="time">The clock, for request ids.</param>
internal sealed class RefusalWriter(PipeWriter output, ConnectionState state, TimeProvider time) : PipeWriter
{
    private readonly ArrayBufferWriter<byte> _held = new();
    private bool _holds;

    /// <inheritdoc />
    public override bool CanGetUnflushedBytes => output.CanGetUnflushedBytes;

    /// <inheritdoc />
    public override long UnflushedBytes => output.UnflushedBytes + _held.WrittenCount;

    /// <inheritdoc />
    public override Memory<byte> GetMemory(int sizeHint = 0) => Target().GetMemory(sizeHint);

    /// <inheritdoc />
    public override Span<byte> GetSpan(int sizeHint = 0) => Target().GetSpan(sizeHint);

    /// <inheritdoc />
    public override void Advance(int bytes)
    {
        // To where the memory came from, even when a request began or ended in between.
        if (_holds) _held.Advance(bytes);
        else output.Advance(bytes);
    }

    /// <inheritdoc />
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        Release();
        return output.FlushAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override void CancelPendingFlush() => output.CancelPendingFlush();

    /// <inheritdoc />
    public override void Complete(Exception? exception = null)
    {
        Release();
        output.Complete(exception);
    }

    /// <inheritdoc />
    public override ValueTask CompleteAsync(Exception? exception = null)
    {
        Release();
        return output.CompleteAsync(exception);
    }

    private IBufferWriter<byte> Target()
    {
        _holds = !state.InRequest;

        // What was held back came first.
        if (!_holds) Release();
        return _holds ? _held : output;
    }

    private void Release()
    {
        if (_held.WrittenCount == 0) return;
        if (Refusal.Describe(_held.WrittenSpan, $"req_{Ulid.NewUlid(time.GetUtcNow())}") is { } described) output.Write(described);
        else output.Write(_held.WrittenSpan);
        _held.ResetWrittenCount();
    }
}
