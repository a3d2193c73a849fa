using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace ParseWorker.Documents.Docx.Runs;

/// <summary>
/// Reads elements of old Word that the library no longer knows: a smart tag, or custom XML around text, hides all that is in it, since
/// what stands in an unknown element is unknown too.
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
