using System.Buffers;
using System.Text;

namespace ParseWorker.Core.Sniffing;

/// <summary>How bytes may be text.</summary>
public enum TextGuess
{
    /// <summary>They are not.</summary>
    NotText,

    /// <summary>UTF-8, with or without byte order mark; ASCII too.</summary>
    Utf8,

    /// <summary>UTF-16, low byte first.</summary>
    Utf16LittleEndian,

    /// <summary>UTF-16, high byte first.</summary>
    Utf16BigEndian,

    /// <summary>An encoding of one byte a character, or an East Asian one; which one shows in its characters.</summary>
    SingleByte,
}

/// <summary>Tells text from other bytes, and Unicode from older encodings.</summary>
public static class TextEncoding
{
    /// <summary>One rare symbol in ten bytes is more than any text has.</summary>
    private const int MaxRareShare = 10;

    /// <summary>What stands between the accented letters in ordinary text: € ‚ „ … ‘ ’ “ ” • – — ™ no-break space ¡ £ § © « ® ° ± ² ³ µ ·
    /// » ¼ ½ ¾ ¿.</summary>
    private static readonly SearchValues<byte> CommonSymbols = SearchValues.Create(
    [
        0x80, 0x82, 0x84, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0xA0, 0xA1, 0xA3, 0xA7, 0xA9, 0xAB, 0xAE, 0xB0, 0xB1, 0xB2,
        0xB3, 0xB5, 0xB7, 0xBB, 0xBC, 0xBD, 0xBE, 0xBF,
    ]);

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Guesses from a document's bytes.</summary>
    /// <param name="head">Its first bytes, or all.</param>
    /// <param name="complete">True for all: a character cut in two at the end is then a fault.</param>
    public static TextGuess Guess(ReadOnlySpan<byte> head, bool complete = false)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return TextGuess.Utf8;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return TextGuess.Utf16LittleEndian;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return TextGuess.Utf16BigEndian;
        if (head.Contains((byte)0)) return Utf16WithoutMark(head);
        if (HasControls(head)) return TextGuess.NotText;
        return IsUtf8(head, complete) ? TextGuess.Utf8 : TextGuess.SingleByte;
    }

    /// <summary>
    /// Tells Windows-1252 from bytes that mean nothing: those have as many rare symbols as letters, text has hardly any. All 256 values
    /// of a byte are a character of it, so that nothing else would refuse them.
    /// </summary>
    /// <param name="bytes">Bytes that are <see cref="TextGuess.SingleByte"/>.</param>
    public static bool IsWestern(ReadOnlySpan<byte> bytes)
    {
        var (letters, high, rare) = (0, 0, 0);
        foreach (var value in bytes)
        {
            if (char.IsAsciiLetter((char)value)) letters++;
            if (value < 0x80) continue;
            high++;
            if (value < 0xC0 && !CommonSymbols.Contains(value)) rare++;
        }

        return rare == 0 || (high <= letters && rare * MaxRareShare <= bytes.Length);
    }

    /// <summary>The characters of <paramref name="head"/>, for looking at; null when it is not text.</summary>
    internal static string? Peek(ReadOnlySpan<byte> head) => Guess(head) switch
    {
        TextGuess.Utf8 => Encoding.UTF8.GetString(head).TrimStart('\uFEFF'),
        TextGuess.Utf16LittleEndian => Encoding.Unicode.GetString(head).TrimStart('\uFEFF'),
        TextGuess.Utf16BigEndian => Encoding.BigEndianUnicode.GetString(head).TrimStart('\uFEFF'),
        TextGuess.SingleByte => Encoding.Latin1.GetString(head),
        _ => null,
    };

    /// <summary>
    /// Western text has a zero in every other byte, always on the same side; a fifth of them leaves room for other scripts.
    /// </summary>
    private static TextGuess Utf16WithoutMark(ReadOnlySpan<byte> head)
    {
        var pairs = head.Length / 2;
        var (high, low) = (0, 0);
        for (var at = 0; at + 1 < head.Length; at += 2)
        {
            if (head[at] == 0) high++;
            if (head[at + 1] == 0) low++;
        }
        if (pairs < 2 || Math.Min(high, low) * 100 > pairs || Math.Max(high, low) * 5 < pairs) return TextGuess.NotText;
        var guess = low > high ? TextGuess.Utf16LittleEndian : TextGuess.Utf16BigEndian;
        return HasControls(Narrow(head, guess)) ? TextGuess.NotText : guess;
    }

    /// <summary>The characters below U+0100 as one byte each, the others as a space.</summary>
    private static byte[] Narrow(ReadOnlySpan<byte> head, TextGuess guess)
    {
        var high = guess == TextGuess.Utf16BigEndian ? 0 : 1;
        var narrow = new byte[head.Length / 2];
        for (var at = 0; at < narrow.Length; at++)
            narrow[at] = head[at * 2 + high] == 0 ? head[at * 2 + 1 - high] : (byte)' ';
        return narrow;
    }

    /// <summary>Text has tabs, line and page breaks and, in terminal logs, escapes; no other control character.</summary>
    private static bool HasControls(ReadOnlySpan<byte> head)
    {
        foreach (var value in head)
            if (value is < 0x20 and not (0x09 or 0x0A or 0x0B or 0x0C or 0x0D or 0x1B) or 0x7F) return true;
        return false;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> head, bool complete)
    {
        try
        {
            StrictUtf8.GetDecoder().GetCharCount(head, flush: complete);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
