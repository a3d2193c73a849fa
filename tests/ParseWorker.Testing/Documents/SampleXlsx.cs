using System.Text;

namespace ParseWorker.Testing.Documents;

/// <summary>Makes XLSX files of raw XML.</summary>
public sealed class SampleXlsx
{
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private readonly List<(string Name, string State, Action<Stream> Write)> _sheets = [];
    private readonly List<(string Name, string Content)> _more = [];

    /// <summary>The inside of <c>styleSheet</c>.</summary>
    public string Styles { get; init; } = "";

    /// <summary>The inside of <c>sst</c>.</summary>
    public string Strings { get; init; } = "";

    /// <summary>Attributes of <c>workbookPr</c>.</summary>
    public string Properties { get; init; } = "";

    /// <summary>A workbook of one sheet called <c>S</c>.</summary>
    /// <param name="rows">The inside of <c>sheetData</c>.</param>
    /// <param name="after">What follows it.</param>
    public static byte[] With(string rows, string after = "") => new SampleXlsx().Sheet("S", rows, after).ToBytes();

    /// <summary>A row of texts and numbers; null is an empty cell.</summary>
    /// <param name="number">Counted from 1.</param>
    /// <param name="cells">From column A on.</param>
    public static string Row(int number, params object?[] cells)
    {
        var row = new StringBuilder($"<row r=\"{number}\">");
        for (var column = 0; column < cells.Length; column++)
            if (cells[column] is string text)
                row.Append($"<c r=\"{(char)('A' + column)}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
            else if (cells[column] is { } value)
                row.Append(System.Globalization.CultureInfo.InvariantCulture,
                    $"<c r=\"{(char)('A' + column)}{number}\"><v>{value}</v></c>");
        return row.Append("</row>").ToString();
    }

    /// <summary>Adds a sheet.</summary>
    public SampleXlsx Sheet(string name, string rows, string after = "", string state = "visible") =>
        Sheet(name, stream =>
            stream.Write(Encoding.UTF8.GetBytes(
                $"<worksheet xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheetData>{rows}</sheetData>{after}</worksheet>")), state);

    /// <summary>Adds a sheet whose part is written by its own code.</summary>
    public SampleXlsx Sheet(string name, Action<Stream> write, string state = "visible")
    {
        _sheets.Add((name, state, write));
        return this;
    }

    /// <summary>Adds a drawing with a chart to the first sheet, which refers to it as <c>rId1</c>.</summary>
    /// <param name="chart">The inside of <c>c:chartSpace</c>.</param>
    /// <param name="row">Where it begins, counted from 0.</param>
    public SampleXlsx Chart(string chart, int row)
    {
        _more.Add(("xl/worksheets/_rels/sheet1.xml.rels",
            Relationships($"<Relationship Id=\"rId1\" Type=\"{Office}/drawing\" Target=\"../drawings/drawing1.xml\"/>")));
        _more.Add(("xl/drawings/_rels/drawing1.xml.rels",
            Relationships($"<Relationship Id=\"rId1\" Type=\"{Office}/chart\" Target=\"../charts/chart1.xml\"/>")));
        _more.Add(("xl/charts/chart1.xml", SampleCharts.Part(chart)));
        _more.Add(("xl/drawings/drawing1.xml",
            "<xdr:wsDr xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\" "
            + "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">"
            + $"<xdr:twoCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row>"
            + $"<xdr:rowOff>0</xdr:rowOff></xdr:from>"
            + $"<xdr:to><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row + 9}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
            + "<xdr:graphicFrame><xdr:nvGraphicFramePr><xdr:cNvPr id=\"2\" name=\"c\"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>"
            + "<xdr:xfrm/>"
            + $"<a:graphic><a:graphicData uri=\"{SampleCharts.Uri}\"><c:chart xmlns:c=\"{SampleCharts.Uri}\" xmlns:r=\"{Office}\" "
            + $"r:id=\"rId1\"/></a:graphicData></a:graphic>"
            + "</xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"));
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes() => SampleZip.Of(Parts());

    private IEnumerable<(string, Action<Stream>)> Parts()
    {
        yield return Text("[Content_Types].xml", ContentTypes());
        yield return Text("_rels/.rels",
            Relationships($"<Relationship Id=\"rId1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/>"));
        yield return Text("xl/workbook.xml", Workbook());
        yield return Text("xl/_rels/workbook.xml.rels", Relationships(WorkbookRelationships()));
        yield return Text("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\">{Styles}</styleSheet>");
        yield return Text("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{Strings}</sst>");
        for (var index = 0; index < _sheets.Count; index++) yield return ($"xl/worksheets/sheet{index + 1}.xml", _sheets[index].Write);
        foreach (var (name, content) in _more) yield return Text(name, content);
    }

    private static (string, Action<Stream>) Text(string name, string content) =>
        (name, stream => stream.Write(Encoding.UTF8.GetBytes(content)));

    private static string Relationships(string inside) => $"<Relationships xmlns=\"{Package}/relationships\">{inside}</Relationships>";

    private string Workbook()
    {
        var sheets = _sheets.Select((sheet, index) =>
            $"<sheet name=\"{sheet.Name}\" sheetId=\"{index + 1}\" state=\"{sheet.State}\" r:id=\"rId{index + 1}\"/>");
        return $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><workbookPr {Properties}/><sheets>{string.Concat(sheets)}</sheets>"
            + $"</workbook>";
    }

    private string WorkbookRelationships() =>
        string.Concat(_sheets.Select((_, index) =>
            $"<Relationship Id=\"rId{index + 1}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{index + 1}.xml\"/>"))
        + $"<Relationship Id=\"rIdA\" Type=\"{Office}/styles\" Target=\"styles.xml\"/>"
        + $"<Relationship Id=\"rIdB\" Type=\"{Office}/sharedStrings\" Target=\"sharedStrings.xml\"/>";

    private static string ContentTypes()
    {
        const string spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        return $"<Types xmlns=\"{Package}/content-types\"><Default Extension=\"rels\" "
            + $"ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + $"<Default Extension=\"xml\" ContentType=\"{spreadsheet}.worksheet+xml\"/>"
            + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{spreadsheet}.sheet.main+xml\"/>"
            + $"<Override PartName=\"/xl/styles.xml\" ContentType=\"{spreadsheet}.styles+xml\"/>"
            + $"<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"{spreadsheet}.sharedStrings+xml\"/>"
            + "<Override PartName=\"/xl/drawings/drawing1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.drawing+xml\"/>"
            + "<Override PartName=\"/xl/charts/chart1.xml\" "
            + "ContentType=\"application/vnd.openxmlformats-officedocument.drawingml.chart+xml\"/></Types>";
    }
}
