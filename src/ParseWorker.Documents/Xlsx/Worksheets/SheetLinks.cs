using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.OpenXml;

namespace ParseWorker.Documents.Xlsx.Worksheets;

/// <summary>The cells of a sheet that lead out of the workbook (ISO/IEC 29500-1 §18.3.1.47).</summary>
internal sealed class SheetLinks
{
    /// <summary>Links of one sheet that are looked at; Excel's own limit is 65,530.</summary>
    private const int MaxLinks = 65_536;

    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string StrictRelationships = "http://purl.oclc.org/ooxml/officeDocument/relationships";

    private readonly Dictionary<(int Row, int Column), string> _links = [];

    public SheetLinks(WorksheetPart sheet, CancellationToken token)
    {
        var addresses = PartLinks.Of(sheet);
        if (addresses.Count == 0) return;
        using var content = sheet.GetStream();
        using var xml = PartXml.Open(content);
        for (var nodes = 0; _links.Count < MaxLinks && xml.Read(); nodes++)
        {
            if (nodes % 4096 == 0) token.ThrowIfCancellationRequested();
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "hyperlink") Add(xml, addresses);
        }
    }

    /// <summary>A cell's text, as a link when it is one.</summary>
    public string Linked(int row, int column, string text) =>
        text.Length > 0 && _links.TryGetValue((row, column), out var address) ? InlineMark.Link(address, text.ReplaceLineEndings(" "))
            : text;

    private void Add(XmlReader xml, IReadOnlyDictionary<string, string> addresses)
    {
        var id = xml.GetAttribute("id", Relationships) ?? xml.GetAttribute("id", StrictRelationships);
        if (id is null || !addresses.TryGetValue(id, out var address)) return;
        if (xml.GetAttribute("ref")?.Split(':')[0] is { } first && CellReference.Read(first) is { } place) _links[place] = address;
    }
}
