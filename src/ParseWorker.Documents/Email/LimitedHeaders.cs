using ParseWorker.Core.Errors;
using ParseWorker.Core.Streams;

namespace ParseWorker.Documents.Email;

/// <summary>
/// Passes a message on unchanged, and fails when its headers are too long: the parser gathers each header in a buffer that grows line by
/// line, so that one of twenty megabytes takes minutes. Every line that starts with "Name:" counts, with its folded lines, in the bodies
/// too: a message may contain others.
/// </summary>
/// <param name="message">The message; the caller disposes of it.</param>
internal sealed class LimitedHeaders(Stream message) : ForwardStream
{
    /// <summary>Bytes of a header that cost too little to count: some thousand recipients.</summary>
    private const int FreeLength = 64 * 1024;

    /// <summary>Bytes beyond that, of all headers together.</summary>
    private const int MaxLength = 256 * 1024;

    private Place _place = Place.Name;
    private bool _startsLine = true;
    private int _length;
    private int _spent;

    private enum Place
    {
        /// <summary>In what may be a header's name.</summary>
        Name,

        /// <summary>After a name and its colon.</summary>
        Value,

        /// <summary>In what is no header.</summary>
        Text,
    }

    public override long Length => message.Length;

    public override long Position
    {
        get => message.Position;
        set => throw new NotSupportedException();
    }

    /// <exception cref="DocumentException">The headers are too long.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = message.Read(buffer);
        foreach (var one in buffer[..read]) Count(one);
        return read;
    }

    private void Count(byte one)
    {
        if (_startsLine && one is not ((byte)' ' or (byte)'\t')) (_place, _length) = (Place.Name, 0);
        _startsLine = one == '\n';
        if (_place == Place.Name) _place = one == ':' ? Place.Value : one is > 0x20 and < 0x7F ? Place.Name : Place.Text;
        if (_place == Place.Value && ++_length > FreeLength && ++_spent > MaxLength)
            throw new DocumentException(
                ParseErrorCodes.DocumentTooLarge,
                $"Long headers of the message have more than {MaxLength / 1024} KiB beside the first {FreeLength / 1024} KiB of each. "
                + "Send the text without them.");
    }
}
