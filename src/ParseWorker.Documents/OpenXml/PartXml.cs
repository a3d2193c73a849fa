using System.Text;
using System.Xml;
using ParseWorker.Documents.Model;

namespace ParseWorker.Documents.OpenXml;

/// <summary>Reads large parts of a package without holding them.</summary>
internal static class PartXml
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Opens a part's XML.</summary>
    public static XmlReader Open(Stream part) => XmlReader.Create(part, Settings);

    /// <summary>
    /// Moves to the next element below the one that was entered at <paramref name="depth"/>; false at its end. Namespaces are not
    /// looked at: the strict and the transitional form of the standard differ in nothing else that is read here.
    /// </summary>
    public static bool NextWithin(this XmlReader xml, int depth)
    {
        while (xml.Read() && xml.Depth > depth)
            if (xml.NodeType == XmlNodeType.Element) return true;
        return false;
    }

    /// <summary>Moves to the end of the element the reader stands on.</summary>
    public static void SkipToEnd(this XmlReader xml)
    {
        if (xml.IsEmptyElement) return;
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            // On to the end.
        }
    }

    /// <summary>
    /// Appends the text of the element the reader stands on, without what passes for marks, but not beyond <paramref name="most"/>
    /// characters in all.
    /// </summary>
    /// <returns>Once the reader stands on the element's end.</returns>
    public static void AppendTo(this XmlReader xml, StringBuilder text, int most)
    {
        if (xml.IsEmptyElement) return;
        var depth = xml.Depth;
        var buffer = new char[1024];
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA))
                continue;
            for (int read; text.Length < most && (read = xml.ReadValueChunk(buffer, 0, Math.Min(buffer.Length, most - text.Length))) > 0;)
                text.Append(InlineMark.Without(buffer.AsSpan(0, read)));
        }
    }
}
