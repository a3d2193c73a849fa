using System.Text;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Sniffing;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Text.Charsets;

namespace ParseWorker.Documents.Text;

/// <summary>
/// Decodes text: Unicode by its byte order mark and form, then by what the document declares, then by how its bytes read in the
/// languages of the older encodings. What reads like no text is refused rather than garbled.
/// </summary>
internal static class TextDecoder
{
    /// <summary>Windows-1252, which the web takes Latin-1 for (WHATWG Encoding §4.2).</summary>
    public static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)
        ?? throw new InvalidOperationException("This .NET runtime has no code page 1252.");

    /// <summary>Decodes a whole document.</summary>
    /// <param name="content">Read from where it stands.</param>
    /// <param name="declared">The encoding that the document itself declares; believed where the bytes are no Unicode.</param>
    /// <exception cref="DocumentException">The encoding is unknown.</exception>
    public static string Decode(Stream content, Func<ReadOnlySpan<byte>, Encoding?>? declared = null)
    {
        var bytes = DocumentBytes.Read(content);
        var text = (Find(bytes, declared) ?? throw Unknown()).GetString(bytes);
        if (!PlausibleText.IsPlausible(new StringReader(text))) throw Unknown();
        return Cleaned(text);
    }

    /// <summary>Decodes part of a document, for which any text is better than none.</summary>
    /// <param name="bytes">All bytes of the text.</param>
    /// <param name="declared">As in <see cref="Decode"/>.</param>
    public static string DecodeAny(byte[] bytes, Func<ReadOnlySpan<byte>, Encoding?>? declared = null) =>
        Cleaned((Find(bytes, declared) ?? Western).GetString(bytes));

    /// <summary>Opens a document to be decoded in buffers. All of it decides on the encoding, as in <see cref="Decode"/>.</summary>
    /// <param name="content">Read from its start; left open.</param>
    /// <exception cref="DocumentException">The encoding is unknown.</exception>
    public static TextReader Open(Stream content)
    {
        var encoding = Find(DocumentBytes.Read(content), declared: null) ?? throw Unknown();
        using (var text = FromStart(content, encoding))
            if (!PlausibleText.IsPlausible(text)) throw Unknown();
        return FromStart(content, encoding);
    }

    // A text file's stray NUL stands for nothing. Left in it would be stored as U+FFFD, which reads as a character that was lost.
    private static string Cleaned(string text) =>
        InlineMark.Without(text.TrimStart('\uFEFF').Replace("\0", "", StringComparison.Ordinal));

    private static StreamReader FromStart(Stream content, Encoding encoding)
    {
        content.Position = 0;
        return new StreamReader(content, encoding, leaveOpen: true);
    }

    private static Encoding? Find(byte[] bytes, Func<ReadOnlySpan<byte>, Encoding?>? declared)
    {
        switch (TextEncoding.Guess(bytes, complete: true))
        {
            case TextGuess.Utf8: return EscapedEncoding.Find(bytes) ?? Encoding.UTF8;
            case TextGuess.Utf16LittleEndian: return Encoding.Unicode;
            case TextGuess.Utf16BigEndian: return Encoding.BigEndianUnicode;
            case TextGuess.NotText: return HasFewStrayNuls(bytes) ? Encoding.UTF8 : null;
        }
        if (declared?.Invoke(bytes) is { } named && named.CodePage != Encoding.UTF8.CodePage) return named;
        if (IsNearlyUtf8(bytes)) return Encoding.UTF8;
        return CharsetDetector.Detect(bytes) ?? (IsMostlyHigh(bytes) || !TextEncoding.IsWestern(bytes) ? null : Western);
    }

    /// <summary>A character or two that something cut does not make other text of UTF-8.</summary>
    private static bool IsNearlyUtf8(byte[] bytes)
    {
        var (broken, whole) = (0, 0);
        foreach (var character in Encoding.UTF8.GetString(bytes))
            if (character == '\uFFFD') broken++;
            else if (character >= 0x80) whole++;
        return broken * 20 < whole;
    }

    /// <summary>Accented letters are few among Latin ones; text of unknown encoding in another script is refused.</summary>
    private static bool IsMostlyHigh(byte[] bytes)
    {
        var high = bytes.Count(value => value >= 0x80);
        var letters = bytes.Count(value => char.IsAsciiLetter((char)value));
        return high > letters;
    }

    /// <summary>Text in which something left a few zero bytes is still text.</summary>
    private static bool HasFewStrayNuls(byte[] bytes)
    {
        var rest = Array.FindAll(bytes, value => value != 0);
        var strays = bytes.Length - rest.Length;
        return strays > 0 && strays * 10L <= bytes.Length && TextEncoding.Guess(rest, complete: true) == TextGuess.Utf8;
    }

    private static DocumentException Unknown() => new(new ParseError(
        ParseErrorCodes.EncodingUnknown,
        "The encoding of the text cannot be told. Save it as UTF-8 and send it again."));
}
