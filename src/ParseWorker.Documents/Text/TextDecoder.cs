using System.Text;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Sniffing;

namespace ParseWorker.Documents.Text;

/// <summary>
/// Decodes text: Unicode by its byte order mark and form, Western text as Windows-1252, all else is refused rather than garbled.
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
        var text = Find(bytes, declared).GetString(bytes);
        if (!PlausibleText.IsPlausible(new StringReader(text))) throw Unknown(null);
        return text.TrimStart('\uFEFF').Replace("\0", "", StringComparison.Ordinal);
    }

    /// <summary>Opens a document to be decoded in buffers. All of it decides on the encoding, as in <see cref="Decode"/>.</summary>
    /// <param name="content">Read from its start; left open.</param>
    /// <exception cref="DocumentException">The encoding is unknown.</exception>
    public static TextReader Open(Stream content)
    {
        var encoding = Find(DocumentBytes.Read(content), declared: null);
        using (var text = FromStart(content, encoding))
            if (!PlausibleText.IsPlausible(text)) throw Unknown(null);
        return FromStart(content, encoding);
    }

    private static StreamReader FromStart(Stream content, Encoding encoding)
    {
        content.Position = 0;
        return new StreamReader(content, encoding, leaveOpen: true);
    }

    private static Encoding Find(byte[] bytes, Func<ReadOnlySpan<byte>, Encoding?>? declared)
    {
        var guess = TextEncoding.Guess(bytes, complete: true);
        return guess switch
        {
            TextGuess.Utf8 => Encoding.UTF8,
            TextGuess.Utf16LittleEndian => Encoding.Unicode,
            TextGuess.Utf16BigEndian => Encoding.BigEndianUnicode,
            TextGuess.SingleByte => declared?.Invoke(bytes) ?? WesternOrNone(bytes),
            _ => HasFewStrayNuls(bytes) ? Encoding.UTF8 : throw Unknown(null),
        };
    }

    private static Encoding WesternOrNone(byte[] bytes) => OtherScript.Detect(bytes) is { } other ? throw Unknown(other) : Western;

    /// <summary>Text in which something left a few zero bytes is still text.</summary>
    private static bool HasFewStrayNuls(byte[] bytes)
    {
        var rest = Array.FindAll(bytes, value => value != 0);
        var strays = bytes.Length - rest.Length;
        return strays > 0 && strays * 10L <= bytes.Length && TextEncoding.Guess(rest, complete: true) == TextGuess.Utf8;
    }

    private static DocumentException Unknown(string? detected) => new(new ParseError(
        ParseErrorCodes.EncodingUnknown,
        "The text is in no encoding that is read here (UTF-8, UTF-16, Latin-1). Save it as UTF-8 and send it again.",
        detected is null ? null : new Dictionary<string, string> { ["detected"] = detected }));
}
