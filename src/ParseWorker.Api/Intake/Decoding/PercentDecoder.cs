using System.Globalization;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Intake.Decoding;

/// <summary>Undoes a URL's percent-encoding in pieces (RFC 3986 §2.1).</summary>
/// <param name="sink">Takes the decoded bytes.</param>
internal sealed class PercentDecoder(ByteSink sink)
{
    private const byte Escape = (byte)'%';

    private int _digitsLeft;
    private byte _value;

    /// <summary>Decodes the next piece.</summary>
    public void Feed(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            if (_digitsLeft > 0)
            {
                FeedDigit(piece[0]);
                piece = piece[1..];
                continue;
            }

            var escape = piece.IndexOf(Escape);
            var plain = escape < 0 ? piece.Length : escape;
            if (plain > 0) sink(piece[..plain]);
            if (escape >= 0) _digitsLeft = 2;
            piece = piece[Math.Min(plain + 1, piece.Length)..];
        }
    }

    /// <summary>Checks that nothing is left half-decoded.</summary>
    public void End()
    {
        if (_digitsLeft > 0) throw Refuse();
    }

    private void FeedDigit(byte digit)
    {
        if (!char.IsAsciiHexDigit((char)digit)) throw Refuse();
        _value = (byte)((_value << 4) | int.Parse([(char)digit], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        if (--_digitsLeft == 0) sink([_value]);
    }

    private static RefusedException Refuse() => RefusedException.Invalid(
        "invalid_data_url", "A '%' in 'document.url' is not followed by two hexadecimal digits; send base64 instead.");
}
