using System.Buffers;
using System.Text;
using ParseWorker.Api.Errors;
using ParseWorker.Core.Remote;

namespace ParseWorker.Api.Intake.Decoding;

/// <summary>Decodes an RFC 2397 data URL that arrives in pieces. Its media type is not believed, so not kept.</summary>
/// <param name="sink">Takes the document's bytes.</param>
internal sealed class DataUrlDecoder(ByteSink sink)
{
    private const string Scheme = "data:";

    /// <summary>Bytes in front of the comma; clients send a media type and a parameter or two.</summary>
    private const int MaxHeader = 1024;

    /// <summary>Bytes of another URL; more than the longest that is taken.</summary>
    private const int MaxOther = 4 * RemoteUrlPolicy.LongestUrl;

    private readonly ArrayBufferWriter<byte> _header = new();
    private readonly ArrayBufferWriter<byte> _other = new();
    private ByteSink? _afterHeader;
    private PercentDecoder? _percent;
    private Base64Decoder? _base64;
    private bool _isOther;

    /// <summary>
    /// The URL when it turned out not to be a data URL, else null. Of one that is longer than any that is taken, only as much as tells so.
    /// </summary>
    public string? OtherUrl => _isOther ? Encoding.UTF8.GetString(_other.WrittenSpan).Trim() : null;

    /// <summary>Decodes the next piece.</summary>
    public void Feed(ReadOnlySpan<byte> piece)
    {
        if (_afterHeader is null || _isOther) _other.Write(piece[..Math.Min(piece.Length, MaxOther - _other.WrittenCount)]);
        if (_afterHeader is null) piece = FeedHeader(piece);
        if (!piece.IsEmpty) _afterHeader?.Invoke(piece);
    }

    /// <summary>Decodes what is left.</summary>
    public void End()
    {
        if (_afterHeader is null) EndHeader(comma: false);
        _percent?.End();
        _base64?.End();
    }

    /// <returns>What follows the header in <paramref name="piece"/>.</returns>
    private ReadOnlySpan<byte> FeedHeader(ReadOnlySpan<byte> piece)
    {
        var comma = piece.IndexOf((byte)',');
        var part = comma < 0 ? piece : piece[..comma];
        _header.Write(part[..Math.Min(part.Length, MaxHeader)]);
        if (comma < 0 && _header.WrittenCount < MaxHeader) return [];

        EndHeader(comma >= 0 && _header.WrittenCount < MaxHeader);
        return piece[(part.Length + (comma < 0 ? 0 : 1))..];
    }

    private void EndHeader(bool comma)
    {
        var header = Encoding.UTF8.GetString(_header.WrittenSpan).Trim();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            _isOther = true;
            _afterHeader = static _ => { };
            return;
        }

        if (!comma) throw NoComma();
        var isBase64 = header.Split(';').Skip(1).Any(part => part.Trim().Equals("base64", StringComparison.OrdinalIgnoreCase));
        if (isBase64) _base64 = new Base64Decoder("document.url", sink);

        // Some clients percent-encode the base64's "+", "/" and "=".
        _percent = new PercentDecoder(_base64 is null ? sink : _base64.Feed);
        _afterHeader = _percent.Feed;
    }

    private static RefusedException NoComma() =>
        RefusedException.Invalid("invalid_data_url", "'document.url' is not a data URL: no comma follows its media type. " +
            "Send data:<media type>;base64,<the document>.");
}
