using System.Text.RegularExpressions;
using MimeKit;
using MimeKit.Tnef;
using ParseWorker.Documents.Html;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.Rtf;

namespace ParseWorker.Documents.Email;

/// <summary>Turns the text of a message into blocks.</summary>
internal static partial class MessageText
{
    /// <summary>The text's paragraphs.</summary>
    public static IReadOnlyList<Block> OfPlain(string? text) =>
    [
        .. EmptyLines().Split(InlineMark.Without(text ?? "").ReplaceLineEndings("\n"))
            .Select(paragraph => paragraph.Trim('\n'))
            .Where(paragraph => !string.IsNullOrWhiteSpace(paragraph))
            .Select(paragraph => new Block.Paragraph(paragraph)),
    ];

    /// <summary>What the HTML shows.</summary>
    public static IReadOnlyList<Block> OfHtml(string? html, CancellationToken token) => html is null ? [] : HtmlPage.Read(html, token);

    /// <summary>What a part in RTF shows.</summary>
    public static IReadOnlyList<Block> OfRtf(MimePart part, CancellationToken token)
    {
        using var rtf = new MemoryStream();
        part.Content?.DecodeTo(rtf, token);
        return OfRtf(rtf.ToArray(), token);
    }

    /// <summary>What RTF that Outlook packed shows ([MS-OXRTFCP]); none when it is damaged.</summary>
    public static IReadOnlyList<Block> OfCompressedRtf(byte[] packed, CancellationToken token)
    {
        var filter = new RtfCompressedToRtf();
        var rtf = filter.Flush(packed, 0, packed.Length, out var start, out var length).AsSpan(start, length).ToArray();
        return filter.IsValidCrc32 ? OfRtf(rtf, token) : [];
    }

    private static IReadOnlyList<Block> OfRtf(byte[] rtf, CancellationToken token) =>
        rtf.AsSpan().StartsWith("{\\rtf"u8) ? new RtfReader().Read(rtf, token) : [];

    [GeneratedRegex(@"\n[ \t]*\n", RegexOptions.CultureInvariant)]
    private static partial Regex EmptyLines();
}
