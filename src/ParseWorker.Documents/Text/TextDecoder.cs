using System.Text;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Sniffing;

namespace ParseWorker.Documents.Text;

/// <summary>Decodes text: Unicode by its own signs, Western text as Windows-1252, all else is refused rather than garbled.</summary>
internal static class TextDecoder
{
    /// <summary>Windows-1252, which the web takes Latin-1 for (WHATWG Encoding §4.2).</summary>
    public static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)
        ?? throw new InvalidOperationException("This .NET runtime has no code page 1252.");

    /// <summary>Decodes a whole document.</summary>
    /// <param name="content">Read from where it stands.</param>
    /// <param name="declared">The encoding that the document itself declares; believed where Unicode's signs say nothing else.</param>
    /// <exception cref="DocumentException">The encoding is unknown.</exception>
    public static string Decode(Stream content, Func<ReadOnlySpan<byte>, Encoding?>? declared = null)
    {
        var bytes = DocumentBytes.Read(content);
        var text = TextEncoding.Guess(bytes, complete: true) switch
        {
            TextGuess.Utf8 => Encoding.UTF8.GetString(bytes),
            TextGuess.Utf16LittleEndian => Encoding.Unicode.GetString(bytes),
            TextGuess.Utf16BigEndian => Encoding.BigEndianUnicode.GetString(bytes),
            TextGuess.SingleByte => declared?.Invoke(bytes)?.GetString(bytes) ?? DecodeWestern(bytes),
            _ => DecodeWithStrayNuls(bytes),
        };
        return PlausibleText.IsPlausible(text) ? text.TrimStart('\uFEFF') : throw Unknown(null);
    }

    private static string DecodeWestern(byte[] bytes) =>
        OtherScript.Detect(bytes) is { } other ? throw Unknown(other) : Western.GetString(bytes);

    /// <summary>Text in which something left a few zero bytes is still text; the renderer drops them.</summary>
    private static string DecodeWithStrayNuls(byte[] bytes)
    {
        var rest = Array.FindAll(bytes, value => value != 0);
        var strays = bytes.Length - rest.Length;
        if (strays == 0 || strays * 10 > bytes.Length || TextEncoding.Guess(rest, complete: true) != TextGuess.Utf8) throw Unknown(null);
        return Encoding.UTF8.GetString(rest);
    }

    private static DocumentException Unknown(string? detected) => new(new ParseError(
        ParseErrorCodes.EncodingUnknown,
        "The text is in no encoding that is read here (UTF-8, UTF-16, Latin-1). Save it as UTF-8 and send it again.",
        detected is null ? null : new Dictionary<string, string> { ["detected"] = detected }));
}
