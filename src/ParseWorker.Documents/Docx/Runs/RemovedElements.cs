using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace ParseWorker.Documents.Docx.Runs;

/// <summary>
/// Reads elements of old Word that the library no longer knows, such as smart tags and custom XML around text:
/// to the library all that is in an unknown element is unknown too, and would be lost.
/// </summary>
internal static class RemovedElements
{
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    /// <summary>The content as a paragraph of the same properties; null for another element.</summary>
    public static Paragraph? Find(OpenXmlUnknownElement element)
    {
        if (element.LocalName is not ("smartTag" or "customXml")) return null;
        var properties = element.Ancestors<Paragraph>().FirstOrDefault()?.ParagraphProperties?.OuterXml ?? "";
        return new Paragraph($"<w:p xmlns:w=\"{Word}\">{properties}{element.InnerXml}</w:p>");
    }
}
