using System.Buffers;
using System.Globalization;
using System.Text;
using ParseWorker.Api.Errors;

namespace ParseWorker.Api.Intake.Decoding;

/// <summary>
/// Decodes one JSON string that arrives in pieces, which <c>Utf8JsonReader</c> cannot: it wants a whole string in memory.
/// </summary>
internal sealed class JsonStringDecoder
{
    private const int HexDigits = 4;

    // RFC 8259 §7: these may not stand in a string as they are.
    private static readonly SearchValues<byte> Special =
        SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(control => (byte)control)]);

    private bool _escaped;
    private int _digitsLeft;
    private char _unit;
    private char _highSurrogate;

    /// <summary>Decodes the next piece up to the closing quote.</summary>
    /// <param name="piece">What follows the opening quote, or the last piece.</param>
    /// <param name="sink">Takes the decoded bytes, as UTF-8.</param>
    /// <param name="ended">True when the closing quote was read; the decoder is ready for the next string then.</param>
    /// <returns>Bytes of <paramref name="piece"/> that belong to the string, its closing quote included.</returns>
    public int Feed(ReadOnlySpan<byte> piece, ByteSink sink, out bool ended)
    {
        ended = false;
        var at = 0;
        while (at < piece.Length && !ended)
        {
            if (_escaped || _digitsLeft > 0)
            {
                FeedEscape(piece[at++], sink);
                continue;
            }

            var rest = piece[at..];
            var plain = rest.IndexOfAny(Special);
            if (plain < 0) plain = rest.Length;
            if (plain > 0) EmitPlain(rest[..plain], sink);
            at += plain;
            if (at < piece.Length) ended = IsEnd(piece[at++]);
        }

        return at;
    }

    private bool IsEnd(byte special)
    {
        if (special == '\\')
        {
            _escaped = true;
            return false;
        }

        if (special != '"') throw Broken("a control character stands in a string without being escaped");
        RefuseHalfPair();
        return true;
    }

    private void FeedEscape(byte next, ByteSink sink)
    {
        if (_digitsLeft > 0)
        {
            FeedHexDigit(next, sink);
            return;
        }

        _escaped = false;
        if (next == 'u')
        {
            _digitsLeft = HexDigits;
            _unit = '\0';
            return;
        }

        EmitPlain([Unescape(next)], sink);
    }

    private static byte Unescape(byte letter) => letter switch
    {
        (byte)'"' or (byte)'\\' or (byte)'/' => letter,
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => throw Broken("a backslash is followed by a character that JSON does not know"),
    };

    private void FeedHexDigit(byte digit, ByteSink sink)
    {
        if (!char.IsAsciiHexDigit((char)digit)) throw Broken("\\u is not followed by four hexadecimal digits");
        _unit = (char)((_unit << 4) | int.Parse([(char)digit], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        if (--_digitsLeft == 0) EmitUnit(sink);
    }

    private void EmitUnit(ByteSink sink)
    {
        if (char.IsHighSurrogate(_unit))
        {
            RefuseHalfPair();
            _highSurrogate = _unit;
            return;
        }

        Span<byte> utf8 = stackalloc byte[4];
        sink(utf8[..Rune().EncodeToUtf8(utf8)]);
    }

    private Rune Rune()
    {
        if (!char.IsLowSurrogate(_unit))
        {
            RefuseHalfPair();
            return new Rune(_unit);
        }

        if (_highSurrogate == '\0') throw HalfPair();
        var rune = new Rune(_highSurrogate, _unit);
        _highSurrogate = '\0';
        return rune;
    }

    private void EmitPlain(ReadOnlySpan<byte> bytes, ByteSink sink)
    {
        RefuseHalfPair();
        sink(bytes);
    }

    private void RefuseHalfPair()
    {
        if (_highSurrogate != '\0') throw HalfPair();
    }

    private static RefusedException HalfPair() => Broken("a string holds half of a surrogate pair");

    private static RefusedException Broken(string how) =>
        RefusedException.Invalid("invalid_json", $"The request body is not valid JSON: {how}.");
}
