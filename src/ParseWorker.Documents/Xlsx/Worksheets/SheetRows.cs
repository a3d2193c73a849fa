using System.Globalization;
using System.Text;
using System.Xml;
using ParseWorker.Documents.OpenXml;
using ParseWorker.Documents.Xlsx.Cells;

namespace ParseWorker.Documents.Xlsx.Worksheets;

/// <summary>Reads a sheet cell by cell, in order of rows and columns; one cell is in memory at a time.</summary>
/// <param name="values">Writes values as the sheet shows them.</param>
/// <param name="links">The cells that are links.</param>
internal sealed class SheetRows(CellValues values, SheetLinks links)
{
    private const int CellsPerCheck = 1024;

    private readonly HiddenCells _hidden = new();

    /// <summary>Rows that stay in view while others move, counted from the sheet's first; 0 when none do.</summary>
    public int FrozenRows { get; private set; }

    private int _row;
    private int _column;

    /// <summary>
    /// The cells that show something. A reference that goes backwards is taken for the next cell: everything else relies on the order.
    /// </summary>
    public IEnumerable<SheetCell> Read(Stream part, CancellationToken token)
    {
        using var xml = PartXml.Open(part);
        (_row, _column) = (0, 0);
        for (var nodes = 0; xml.Read(); nodes++)
        {
            if (nodes % CellsPerCheck == 0) token.ThrowIfCancellationRequested();
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "pane") FrozenRows = FrozenOf(xml);
            else if (xml.LocalName == "col") _hidden.AddColumns(xml);
            else if (xml.LocalName == "row") StartRow(xml);
            else if (xml.LocalName == "c" && ReadCell(xml) is { Text.Length: > 0 } cell) yield return cell;
        }
    }

    private static int FrozenOf(XmlReader xml) => xml.GetAttribute("state") is "frozen" or "frozenSplit"
        && double.TryParse(xml.GetAttribute("ySplit"), NumberStyles.Float, CultureInfo.InvariantCulture, out var rows)
        && rows is > 0 and <= CellReference.MaxRow ? (int)rows : 0;

    private void StartRow(XmlReader xml)
    {
        var declared = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0;
        _row = Math.Max(declared, _row + 1);
        _column = 0;
        _hidden.StartRow(xml);
        if (_row > CellReference.MaxRow) throw new DocumentException(DocumentErrors.Corrupt("A sheet has more rows than Excel can hold."));
    }

    private SheetCell ReadCell(XmlReader xml)
    {
        var declared = CellReference.Read(xml.GetAttribute("r"))?.Column ?? 0;
        _column = Math.Max(declared, _column + 1);
        var type = xml.GetAttribute("t");
        var style = int.TryParse(xml.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : 0;
        var (value, formula) = ReadContent(xml);
        // A formula that no program has worked out yet says more than nothing.
        if (value.Length == 0 && formula.Length > 0) return Cell($"={formula}", isText: true);
        if (value.Length == 0) return default;
        var (text, isText) = values.Show(type, style, value);
        return Cell(text, isText);
    }

    private SheetCell Cell(string text, bool isText) =>
        new(_row, _column, _hidden.Marked(_column, links.Linked(_row, _column, text)), isText);

    private static (string Value, string Formula) ReadContent(XmlReader xml)
    {
        var value = new StringBuilder();
        var formula = new StringBuilder();
        if (xml.IsEmptyElement) return ("", "");
        var depth = xml.Depth;
        while (xml.NextWithin(depth))
        {
            if (xml.LocalName == "v") xml.AppendTo(value, SharedStrings.MaxCellCharacters);
            else if (xml.LocalName == "f") xml.AppendTo(formula, SharedStrings.MaxCellCharacters);
            else if (xml.LocalName == "is") value.Append(SharedStrings.ReadRich(xml));
        }
        return (value.ToString(), formula.ToString());
    }
}
