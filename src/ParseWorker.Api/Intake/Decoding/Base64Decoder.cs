using System.Buffers;
using System.Buffers.Text;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Intake.Decoding;

/// <summary>Decodes base64 that arrives in pieces; white space anywhere and missing padding are tolerated, as clients send both.</summary>
/// <param name="field">The field's name, for the error.</param>
/// <param name="sink">Takes the decoded bytes.</param>
internal sealed class Base64Decoder(string field, ByteSink sink)
{
    private const int Quad = 4;

    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\r\n\f"u8);

    // Characters that make no whole quad yet, then the current piece without its white space.
    private readonly ArrayBufferWriter<byte> _encoded = new();
    private byte[] _decoded = [];
    private int _padding;

    /// <summary>Decodes the next piece.</summary>
    public void Feed(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            var run = piece.IndexOfAny(WhiteSpace);
            if (run < 0) run = piece.Length;
            Take(piece[..run]);
            piece = piece[Math.Min(run + 1, piece.Length)..];
        }

        Decode(_encoded.WrittenCount / Quad * Quad);
    }

    /// <summary>Decodes what is left.</summary>
    public void End()
    {
        var left = _encoded.WrittenCount;
        if (left == 0 && _padding == 0) return;
        if (left < 2 || (_padding != 0 && left + _padding != Quad)) throw Refuse("is cut off or wrongly padded");
        _encoded.Write("=="u8[..(Quad - left)]);
        Decode(Quad);
    }

    private void Take(ReadOnlySpan<byte> encoded)
    {
        var padding = encoded.IndexOf((byte)'=');
        var real = padding < 0 ? encoded : encoded[..padding];
        if (_padding > 0 && !real.IsEmpty) throw Refuse("goes on after its padding");
        _encoded.Write(real);
        if (padding < 0) return;

        var tail = encoded[padding..];
        if (tail.ContainsAnyExcept((byte)'=')) throw Refuse("goes on after its padding");
        _padding += tail.Length;
        if (_padding > 2) throw Refuse("is wrongly padded");
    }

    private void Decode(int length)
    {
        if (length == 0) return;
        if (_decoded.Length < length) _decoded = new byte[length];
        var status = Base64.DecodeFromUtf8(_encoded.WrittenSpan[..length], _decoded, out _, out var written);
        if (status != OperationStatus.Done) throw Refuse("holds a character outside the base64 alphabet");
        sink(_decoded.AsSpan(0, written));
        KeepFrom(length);
    }

    private void KeepFrom(int start)
    {
        Span<byte> rest = stackalloc byte[Quad];
        var left = _encoded.WrittenSpan[start..];
        left.CopyTo(rest);
        var length = left.Length;
        _encoded.ResetWrittenCount();
        _encoded.Write(rest[..length]);
    }

    private RefusedException Refuse(string how) =>
        RefusedException.Invalid("invalid_base64", $"The base64 in '{field}' {how}.");
}
