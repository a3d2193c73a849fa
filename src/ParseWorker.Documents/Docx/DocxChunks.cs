using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Documents.Email;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Docx;

/// <summary>
/// Reads documents of other formats that stand in the text for Word to convert (ISO/IEC 29500-1 §17.17.2): HTML, a page saved as one
/// file, RTF, text, or another DOCX.
/// </summary>
internal static class DocxChunks
{
    /// <summary>Documents within each other that are opened.</summary>
    private const int MaxDepth = 4;

    /// <summary>The chunk's blocks; none for one that is missing, too deep, or damaged.</summary>
    public static IReadOnlyList<Block> Read(AltChunk chunk, DocxParts parts)
    {
        if (chunk.Id?.Value is not { } id || !parts.Owner.TryGetPartById(id, out var part)) return [];
        if (part is not AlternativeFormatImportPart import || parts.Source.Options.Depth >= MaxDepth) return [];
        using var stored = import.GetStream();
        using var content = new MemoryStream();
        stored.CopyTo(content);
        content.Position = 0;
        return IsMessage(import.ContentType) ? OfMessage(content, parts.Token) : OfDocument(content, import.ContentType, parts);
    }

    private static bool IsMessage(string type) => type is "message/rfc822" or "multipart/related" or "application/x-mimearchive";

    /// <summary>Of a page saved as one file only the page counts, not how it was sent.</summary>
    private static IReadOnlyList<Block> OfMessage(Stream content, CancellationToken token) =>
        InternetMessage.ReadAll(content, token).FirstOrDefault()?.Body ?? [];

    private static List<Block> OfDocument(Stream content, string type, DocxParts parts)
    {
        var options = parts.Source.Options with { Depth = parts.Source.Options.Depth + 1 };
        try
        {
            using var document = parts.Source.OpenInner(content, $"chunk.{ExtensionOf(type)}", options, parts.Token);
            return [.. document.ReadAsync(1, parts.Token).ToBlockingEnumerable(parts.Token).SelectMany(page => page.Blocks)];
        }
        catch (DocumentException)
        {
            // The document around it can be read: what of the chunk cannot be told costs no more than the chunk.
            return [new Block.Paragraph("[An embedded document that cannot be read]")];
        }
    }

    private static string ExtensionOf(string type) => type switch
    {
        "text/plain" => "txt",
        "application/rtf" or "text/rtf" => "rtf",
        "text/html" or "application/xhtml+xml" => "html",
        "application/xml" or "text/xml" => "xml",
        _ => "docx",
    };
}
