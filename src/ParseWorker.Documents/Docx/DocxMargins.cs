using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using ParseWorker.Documents.Docx.Parts;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Docx;

/// <summary>Reads headers, which come before the text, and footers, which come after it.</summary>
internal static class DocxMargins
{
    public static IEnumerable<Block> Headers(MainDocumentPart main, DocxParts parts) =>
        PageMargins.Distinct(main.HeaderParts.Select(part => Read(part, parts)));

    public static IEnumerable<Block> Footers(MainDocumentPart main, DocxParts parts) =>
        PageMargins.Distinct(main.FooterParts.Select(part => Read(part, parts)));

    private static IReadOnlyList<Block> Read(OpenXmlPart margin, DocxParts parts)
    {
        var blocks = new DocxBlocks(parts with { Owner = margin });
        foreach (var element in margin.RootElement?.ChildElements ?? Enumerable.Empty<OpenXmlElement>()) blocks.Add(element);
        return blocks.Take();
    }
}
