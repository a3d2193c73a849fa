using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using ParseWorker.Documents.Docx.Parts;
using ParseWorker.Documents.Email;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.OpenXml;

namespace ParseWorker.Documents.Docx;

/// <summary>
/// Reads documents of other formats that stand in the text for Word to convert (ISO/IEC 29500-1 §17.17.2): HTML, a page saved as one
/// file, RTF, text, or another DOCX.
/// </summary>
internal static class DocxChunks
{
    /// <summary>Documents within each other that are opened.</summary>
    private const int MaxDepth = 4;

    /// <summary>The chunk's blocks; none for one that is missing or too deep, a sentence for one that is damaged.</summary>
    /// <exception cref="DocumentException">The chunks, those within this one among them, pass a limit.</exception>
    public static IReadOnlyList<Block> Read(AltChunk chunk, DocxParts parts)
    {
        if (chunk.Id?.Value is not { } id || !parts.Owner.TryGetPartById(id, out var part)) return [];
        if (part is not AlternativeFormatImportPart import || parts.Source.Options.Depth >= MaxDepth) return [];
        parts.Chunks.Open();
        try
        {
            using var content = Content(import, parts.Chunks);
            return IsMessage(import.ContentType) ? OfMessage(content, parts.Token) : OfDocument(content, import.ContentType, parts);
        }
        catch (Exception exception) when (!parts.Chunks.IsSpent && IsItsOwn(exception, parts.Token))
        {
            // The document around it can be read: what cannot be read of the chunk costs no more than the chunk.
            return [new Block.Paragraph("[An embedded document that cannot be read]")];
        }
    }

    private static bool IsItsOwn(Exception exception, CancellationToken token) =>
        exception is DocumentException || PageGuard.IsDamage(exception, token);

    private static MemoryStream Content(AlternativeFormatImportPart import, ChunkBudget budget)
    {
        using var stored = new CountedStream(import.GetStream(), budget.Bytes, budget.Spent);
        var content = new MemoryStream();
        stored.CopyTo(content);
        budget.Read(stored.Count);
        content.Position = 0;
        return content;
    }

    private static bool IsMessage(string type) => type is "message/rfc822" or "multipart/related" or "application/x-mimearchive";

    /// <summary>Of a page saved as one file only the page counts, not how it was sent.</summary>
    private static IReadOnlyList<Block> OfMessage(Stream content, CancellationToken token) =>
        InternetMessage.ReadAll(content, token).First()().Body;

    private static List<Block> OfDocument(Stream content, string type, DocxParts parts)
    {
        var options = parts.Source.Options with { Depth = parts.Source.Options.Depth + 1, Chunks = parts.Chunks };
        using var document = parts.Source.OpenInner(content, $"chunk.{ExtensionOf(type)}", options, parts.Token);
        return [.. document.ReadAsync(1, parts.Token).ToBlockingEnumerable(parts.Token).SelectMany(page => page.Blocks)];
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
