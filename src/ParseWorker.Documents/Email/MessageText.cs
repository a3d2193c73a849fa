using System.Text.RegularExpressions;
using ParseWorker.Documents.Html;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Email;

/// <summary>Turns the text of a message into blocks.</summary>
internal static partial class MessageText
{
    /// <summary>The text's paragraphs.</summary>
    public static IReadOnlyList<Block> OfPlain(string? text) =>
    [
        .. BlankLines().Split((text ?? "").ReplaceLineEndings("\n"))
            .Select(paragraph => paragraph.Trim('\n'))
            .Where(paragraph => !string.IsNullOrWhiteSpace(paragraph))
            .Select(paragraph => new Block.Paragraph(paragraph)),
    ];

    /// <summary>What the HTML shows.</summary>
    public static IReadOnlyList<Block> OfHtml(string? html, CancellationToken token) => html is null ? [] : HtmlPage.Read(html, token);

    /// <summary>Whether HTML shows a part of its message, which it refers to by its Content-ID (RFC 2392).</summary>
    public static bool Shows(string? html, string? contentId) => contentId is { Length: > 0 } && html is not null
        && (html.Contains($"cid:{contentId}", StringComparison.OrdinalIgnoreCase) || html
            .Contains($"cid:{Uri.EscapeDataString(contentId)}", StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"\n[ \t]*\n", RegexOptions.CultureInvariant)]
    private static partial Regex BlankLines();
}
