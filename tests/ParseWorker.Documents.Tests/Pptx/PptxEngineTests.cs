using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Testing.Documents;
using static ParseWorker.Testing.Documents.SamplePptx;

namespace ParseWorker.Documents.Tests.Pptx;

public sealed class PptxEngineTests
{
    private const string Tables = "http://schemas.openxmlformats.org/drawingml/2006/table";
    private const string Diagrams = "http://schemas.openxmlformats.org/drawingml/2006/diagram";

    private static Task<string> TextAsync(params string[] shapes) => TextAsync(With(shapes));

    private static async Task<string> TextAsync(byte[] pptx, TableFormat format = TableFormat.Html) =>
        Assert.Single(await Parsed.TextsAsync(pptx, "a.pptx", format));

    [Fact]
    public async Task Read_Slides_AreAPageEach()
    {
        var pptx = new SamplePptx().Slide(Placeholder("type='title'", "One"), notes: "Say hello.")
            .Slide("")
            .Slide(Placeholder("type='ctrTitle'", "Three"), "show='0'")
            .ToBytes();
        Assert.Equal(["# One\n\nNotes: Say hello.", "", "# Three (hidden)"], await Parsed.TextsAsync(pptx, "a.pptx"));
        Assert.Equal(["# Three (hidden)"], await Parsed.TextsAsync(pptx, "a.pptx", firstPage: 3));
    }

    [Fact]
    public async Task Read_Placeholders_StandWhereTheirLayoutPutsThem() =>
        Assert.Equal("# Title\n\nabove\n\n- body\n\nbelow", await TextAsync(
            Box(0, 5, 4, 1, "below"), Box(0, 2, 4, 1, "above"), Placeholder("idx='1'", "body"), Placeholder(
                "type='title'", "Title"), Placeholder("type='sldNum'", "7")));

    [Fact]
    public async Task Read_ShapesBesideEachOther_AreReadFromTheLeft() =>
        Assert.Equal(
            "a\n\nb\n\nc\n\nd", await TextAsync(Box(4, 3, 2, 1, "d"), Box(4, 1, 2, 1, "b"), Box(1, 3, 2, 1, "c"), Box(1, 1, 2, 1, "a")));

    [Fact]
    public async Task Read_ColumnsOfSeveralShapes_AreReadOneByOne() =>
        Assert.Equal(
            "a\n\nb\n\nc\n\nd", await TextAsync(Box(6, 1, 2, 1, "c"), Box(1, 1, 2, 1, "a"), Box(6, 2, 2, 1, "d"), Box(1, 2, 2, 1, "b")));

    [Fact]
    public async Task Read_Group_StaysTogether() =>
        Assert.Equal("first\n\nin\n\nin too\n\nlast", await TextAsync(
            Group(3, 3, Box(0, 90, 1, 1, "in too"), Box(0, 0, 1, 1, "in")), Box(3, 5, 1, 1, "last"), Box(3, 1, 1, 1, "first")));

    [Fact]
    public async Task Read_Bullets_AreInheritedAndNest() =>
        Assert.Equal("- a\n  - b\n- c\n\nplain\n\n- d", await TextAsync(Placeholder("idx='1'",
            Paragraph("a"), Paragraph("b", "<a:pPr lvl='1'/>"), Paragraph("c"), Paragraph(
                "plain", "<a:pPr><a:buNone/></a:pPr>"), Paragraph("d"))));

    [Theory]
    [InlineData("arabicPeriod", "1. a\n2. b")]
    [InlineData("arabicParenR' startAt='4", "4) a\n5) b")]
    [InlineData("alphaUcPeriod", "- A. a\n- B. b")]
    [InlineData("romanLcParenBoth", "- (i) a\n- (ii) b")]
    public async Task Read_NumberedPoints_AreCounted(string scheme, string expected)
    {
        var properties = $"<a:pPr><a:buAutoNum type='{scheme}'/></a:pPr>";
        Assert.Equal(expected, await TextAsync(Box(0, 0, 1, 1, Paragraph("a", properties), Paragraph("b", properties))));
    }

    [Fact]
    public async Task Read_Table_KeepsSpansAndHeader() =>
        Assert.Equal(
            "<table>\n<thead>\n<tr><th colspan=\"2\">head</th></tr>\n</thead>\n<tbody>\n<tr><td rowspan=\"2\">tall</td><td>1</td></tr>\n"
                + "<tr><td>2</td></tr>\n</tbody>\n</table>",
            await TextAsync(Frame(0, Tables, "<a:tbl><a:tblPr firstRow='1'/><a:tblGrid/>"
                + Row(
                    Cell("head", "gridSpan='2'"),
                    Cell("", "hMerge='1'")) + Row(Cell(
                        "tall", "rowSpan='2'"), Cell("1")) + Row(Cell("", "vMerge='1'"), Cell("2")) + "</a:tbl>")));

    [Fact]
    public async Task Read_Chart_IsItsTitleKindAndData()
    {
        var pptx = new SamplePptx().Slide(Frame(0, SampleCharts.Uri, $"<c:chart xmlns:c='{SampleCharts.Uri}' r:id='rId9'/>"))
            .Part("ppt/charts/chart1.xml", "chart", SampleCharts.Part(SampleCharts.Bars())).ToBytes();
        Assert.Equal(
            "Sales\n\n[Figure: Bar chart]\n\n|  | North | South |\n| --- | --- | --- |\n| 2023 | 50.0% | 7 |\n| 2024 | 25.0% |  |",
            await TextAsync(pptx, TableFormat.Markdown));
    }

    [Fact]
    public async Task Read_Diagram_IsANestedList() =>
        Assert.Equal("- parent\n  - child\n- loose", await TextAsync(Diagram(
            Point("0", "", "type='doc'") + Point("1", "parent") + Point("2", "child") + Point("3", "loose") + Point("4", "", "type='pres'"),
            "<dgm:cxn modelId='9' srcId='0' destId='1'/><dgm:cxn modelId='8' srcId='1' destId='2'/><dgm:cxn modelId='7' srcId='2' "
                + "destId='2'/>")));

    [Trait("Needs", "Time")]
    [Fact]
    public async Task Read_DiagramOfALongChain_DoesNotOverflowTheStack()
    {
        var points = string.Concat(Enumerable.Range(0, 50_000).Select(number => Point($"{number}", "x")));
        var chain = string.Concat(Enumerable.Range(0, 50_000)
            .Select(number => $"<dgm:cxn modelId='c{number}' srcId='{number}' destId='{number + 1}'/>"));
        Assert.Equal(50_000, (await TextAsync(Diagram(points, chain))).Count(letter => letter == 'x'));
    }

    [Fact]
    public async Task Read_TextThatIsSaidTwice_CountsOnce() =>
        Assert.Equal("new", await TextAsync(
            "<mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
                + "xmlns:a14='http://schemas.microsoft.com/office/drawing/2010/main'>"
            + $"<mc:Choice Requires='a14'>{Box(0, 0, 1, 1, "new")}</mc:Choice><mc:Fallback>{Box(0, 0, 1, 1, "old")}</mc:Fallback>"
            + $"</mc:AlternateContent>"));

    public static TheoryData<string, byte[]> BadDocuments() => new()
    {
        { ParseErrorCodes.DocumentEmpty, new SamplePptx().ToBytes() },
        { ParseErrorCodes.DocumentCorrupt, With("<p:sp>") },
        { ParseErrorCodes.DocumentCorrupt, SampleZip.Without(With(""), "ppt/slides/slide1.xml") },
        { ParseErrorCodes.PasswordProtected, SampleDocx.PasswordProtected() },
        {
            ParseErrorCodes.DocumentTooLarge,
            With(string.Concat(Enumerable.Repeat("<p:grpSp>", 600)) + string.Concat(Enumerable.Repeat("</p:grpSp>", 600))) },
    };

    [Theory, MemberData(nameof(BadDocuments), DisableDiscoveryEnumeration = true)]
    public async Task Read_BadDocument_IsRefusedByItsCode(string code, byte[] pptx) =>
        Assert.Equal(code, (await Parsed.ErrorAsync(pptx, "a.pptx")).Code);

    [Fact]
    public async Task Read_DamagedSlide_CostsThatSlide()
    {
        var pages = await Parsed.PagesAsync(new SamplePptx().Slide("<p:sp>").Slide(Box(0, 0, 1, 1, "b")).ToBytes(), "a.pptx");
        Assert.Equal([ParseErrorCodes.PageUnreadable, null], pages.Select(page => page.Failure?.Code));
    }

    [Fact]
    public async Task Read_HostilePlaces_StillGiveTheText() =>
        Assert.Contains(
            "far", await TextAsync(Box(int.MinValue, int.MaxValue, -5, int.MaxValue, "far"), Box(0, 0, 0, 0, "b")),
            StringComparison.Ordinal);

    [Fact]
    public async Task Read_TokenFiresWithinASlide_Stops()
    {
        var pptx = With([.. Enumerable.Range(0, 5000).Select(number => Box(number, 1, 1, 1, $"{number}"))]);
        using var document = new CancellingStream(pptx, (long)(pptx.Length * 1.5));
        Assert.Equal(0, await Parsed.PagesBeforeCancelAsync(document, "a.pptx"));
    }

    private static byte[] Diagram(string points, string connections) => new SamplePptx()
        .Slide(Frame(0, Diagrams, $"<dgm:relIds xmlns:dgm='{Diagrams}' r:dm='rId9' r:lo='rId9' r:qs='rId9' r:cs='rId9'/>"))
        .Part(
            "ppt/diagrams/data1.xml", "diagramData",
            $"<dgm:dataModel xmlns:dgm='{Diagrams}' xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><dgm:ptLst>{points}"
                + $"</dgm:ptLst><dgm:cxnLst>{connections}</dgm:cxnLst></dgm:dataModel>")
        .ToBytes();

    private static string Point(string id, string text, string attributes = "") =>
        $"<dgm:pt modelId='{id}' {attributes}><dgm:t><a:bodyPr/>{Paragraph(text)}</dgm:t></dgm:pt>";

    private static string Row(params string[] cells) => $"<a:tr h='1'>{string.Concat(cells)}</a:tr>";

    private static string Cell(string text, string attributes = "") =>
        $"<a:tc {attributes}><a:txBody><a:bodyPr/>{Paragraph(text)}</a:txBody></a:tc>";
}
