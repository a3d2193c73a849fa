using System.Globalization;
using System.Xml;
using ExcelNumberFormat;
using ParseWorker.Documents.Model;
using ParseWorker.Documents.OpenXml;

namespace ParseWorker.Documents.Xlsx.Cells;

/// <summary>Number formats by a cell's style (ISO/IEC 29500-1 §18.8).</summary>
internal sealed class CellFormats
{
    /// <summary>Excel's own limit of a format's length; a longer one is not looked at.</summary>
    private const int MaxFormatCharacters = 255;

    /// <summary>Cell styles of a workbook; Excel's own limit is 65,490.</summary>
    private const int MaxStyles = 65_536;

    private readonly Dictionary<int, string> _codes = [];
    private readonly List<int> _styles = [];
    private readonly Dictionary<int, NumberFormat?> _formats = [];

    public CellFormats(Stream? part)
    {
        if (part is null) return;
        using var xml = PartXml.Open(part);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "numFmt") AddCode(xml);
            else if (xml.LocalName == "cellXfs") AddStyles(xml);
        }
    }

    /// <summary>The format of a style; null for "General".</summary>
    public NumberFormat? Of(int style)
    {
        var id = style >= 0 && style < _styles.Count ? _styles[style] : 0;
        if (!_formats.TryGetValue(id, out var format))
            _formats[id] = format = Make(_codes.GetValueOrDefault(id) ?? BuiltInFormats.Find(id));
        return format;
    }

    private void AddCode(XmlReader xml)
    {
        if (Number(xml, "numFmtId") is { } id && _codes.Count < MaxStyles && xml
            .GetAttribute("formatCode") is { Length: <= MaxFormatCharacters } code)
            _codes[id] = InlineMark.Without(code);
    }

    private void AddStyles(XmlReader xml)
    {
        if (xml.IsEmptyElement) return;
        var depth = xml.Depth;
        while (xml.NextWithin(depth))
            if (xml.LocalName == "xf" && _styles.Count < MaxStyles) _styles.Add(Number(xml, "numFmtId") ?? 0);
    }

    private static NumberFormat? Make(string? code)
    {
        if (code is null || code.Equals("General", StringComparison.OrdinalIgnoreCase)) return null;
        return new NumberFormat(code) is { IsValid: true } format ? format : null;
    }

    private static int? Number(XmlReader xml, string attribute) =>
        int.TryParse(xml.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
