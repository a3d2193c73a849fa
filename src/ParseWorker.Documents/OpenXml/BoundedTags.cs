using System.Buffers;
using ParseWorker.Core.Streams;

namespace ParseWorker.Documents.OpenXml;

/// <summary>
/// Passes a part on and fails where a tag, with the text after it, is longer than any program writes: a reader holds a tag whole, twice
/// over, and a gigabyte of one attribute packs to nothing. A tag begins with its byte of ASCII, which no attribute may hold. White space
/// within a tag is held too, and moved at each read: a hundred megabytes of it took minutes.
/// </summary>
internal sealed class BoundedTags(Stream inner, Func<DocumentException> tooLong) : ForwardStream
{
    /// <summary>From one tag to the next: images that old versions of Word put into an attribute have a megabyte or two.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    /// <summary>White space without anything else, as far as whole reads show.</summary>
    private const int MaxWhiteSpace = 256 * 1024;

    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\r\n"u8);

    private long _length;
    private long _white;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _white = buffer[..read].ContainsAnyExcept(WhiteSpace) ? 0 : _white + read;
        if (_white > MaxWhiteSpace) throw tooLong();
        for (var left = (ReadOnlySpan<byte>)buffer[..read]; left.Length > 0;)
        {
            var next = left.IndexOf((byte)'<');
            if ((_length += next < 0 ? left.Length : next) > MaxBytes) throw tooLong();
            if (next < 0) break;
            _length = 0;
            left = left[(next + 1)..];
        }

        return read;
    }
}
