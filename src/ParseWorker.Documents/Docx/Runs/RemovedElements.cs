using System.Text;
using System.Xml;
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

    /// <summary>Characters of a style's name that is passed on; Word's own have 253 at most.</summary>
    private const int MaxStyle = 1024;

    private static readonly XmlReaderSettings Reading = new() { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = false };

    private static readonly XmlWriterSettings Writing = new() { OmitXmlDeclaration = true, CheckCharacters = false };

    /// <summary>The content as a paragraph of the same style, without the tags within it; null for another element.</summary>
    public static Paragraph? Find(OpenXmlUnknownElement element)
    {
        if (!IsTag(element.LocalName)) return null;
        var style = element.Ancestors<Paragraph>().FirstOrDefault()?.ParagraphProperties?.ParagraphStyleId?.OuterXml ?? "";
        var properties = style.Length is 0 or > MaxStyle ? "" : $"<w:pPr>{style}</w:pPr>";
        return new Paragraph(Flattened($"<w:p xmlns:w=\"{Word}\">{properties}{element.InnerXml}</w:p>"));
    }

    private static bool IsTag(string name) => name is "smartTag" or "customXml";

    /// <summary>All tags at once: each would be read anew else, with all that stand in it.</summary>
    private static string Flattened(string xml)
    {
        var text = new StringBuilder(xml.Length);
        using (var reader = XmlReader.Create(new StringReader(xml), Reading))
        using (var writer = XmlWriter.Create(text, Writing))
        {
            reader.Read();
            while (!reader.EOF)
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "smartTagPr" or "customXmlPr") reader.Skip();
                else
                {
                    Copy(reader, writer);
                    reader.Read();
                }
        }
        return text.ToString();
    }

    private static void Copy(XmlReader reader, XmlWriter writer)
    {
        if (reader.NodeType is XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA)
            writer.WriteString(reader.Value);
        if (reader.NodeType is not (XmlNodeType.Element or XmlNodeType.EndElement) || IsTag(reader.LocalName)) return;
        if (reader.NodeType == XmlNodeType.Element)
        {
            var isEmpty = reader.IsEmptyElement;
            writer.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
            writer.WriteAttributes(reader, defattr: false);
            if (!isEmpty) return;
        }
        writer.WriteEndElement();
    }
}
