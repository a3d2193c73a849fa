using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.Docx;

/// <summary>
/// Reads headers and footers. The document is one page here, so each comes once, headers before the text and footers behind it; what says
/// the same as another, and bare page numbers, are left out.
/// </summary>
internal static class DocxMargins
{
    public static IEnumerable<Block> Headers(MainDocumentPart main, DocxParts parts) => Distinct(main.HeaderParts.Select(part => (OpenXmlPart)part), parts);

    public static IEnumerable<Block> Footers(MainDocumentPart main, DocxParts parts) => Distinct(main.FooterParts.Select(part => (OpenXmlPart)part), parts);

    private static IEnumerable<Block> Distinct(IEnumerable<OpenXmlPart> margins, DocxParts parts)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var margin in margins)
        {
            var blocks = Read(margin, parts);
            var text = string.Join('\n', blocks.Select(BlockText.Of));
            if (text.Any(char.IsLetter) && seen.Add(text))
                foreach (var block in blocks) yield return block;
        }
    }

    private static IReadOnlyList<Block> Read(OpenXmlPart margin, DocxParts parts)
    {
        var blocks = new DocxBlocks(parts with { Owner = margin });
        foreach (var element in margin.RootElement?.ChildElements ?? Enumerable.Empty<OpenXmlElement>()) blocks.Add(element);
        return blocks.Take();
    }
}
