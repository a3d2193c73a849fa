using DocumentFormat.OpenXml.Office2019.Excel.ThreadedComments;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ParseWorker.Core.Parses;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Xlsx;

public sealed class SheetContentTests
{
    private const string Table = "## S\n\n| a | b |\n| --- | --- |\n";

    private static readonly string Rows = SampleXlsx.Row(1, "a", "b") + SampleXlsx.Row(2, 1, 2);

    private static async Task<string> TextAsync(byte[] xlsx, Action<WorkbookPart>? change = null)
    {
        using var content = new MemoryStream();
        content.Write(xlsx);
        using (var document = SpreadsheetDocument.Open(content, isEditable: true)) change?.Invoke(document.WorkbookPart!);
        return Assert.Single(await Parsed.TextsAsync(content.ToArray(), "a.xlsx", TableFormat.Markdown));
    }

    [Theory]
    [InlineData("superscript", "6", "10⁶ cells")]
    [InlineData("subscript", "2", "10₂ cells")]
    [InlineData("superscript", "Q", "10<sup>Q</sup> cells")]
    public async Task Read_RaisedOrLoweredRun_IsToldApart(string align, string run, string expected)
    {
        var rich = $"<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><r><t>10</t></r><r><rPr><vertAlign val=\"{align}\"/></rPr><t>{run}</t>"
            + $"</r>"
            + "<r><t xml:space=\"preserve\"> cells</t></r></is></c></row>";
        Assert.Equal($"## S\n\n{expected}", await TextAsync(SampleXlsx.With(rich)));
    }

    [Fact]
    public async Task Read_HiddenRow_IsMarked() =>
        Assert.Equal(Table + "| 1 (hidden) | 2 |",
            await TextAsync(SampleXlsx.With(Rows.Replace("<row r=\"2\"", "<row r=\"2\" hidden=\"1\"", StringComparison.Ordinal))));

    [Theory]
    [InlineData("frozen", "1", "| 5 | 7 |\n| --- | --- |\n| 1 | 2 |")]
    [InlineData("split", "1", "|  |  |\n| --- | --- |\n| 5 | 7 |\n| 1 | 2 |")]
    public async Task Read_FrozenRows_AreTheHeader(string state, string rows, string expected) =>
        Assert.Equal("## S\n\n" + expected, await TextAsync(
            SampleXlsx.With(SampleXlsx.Row(1, 5, 7) + SampleXlsx.Row(2, 1, 2)),
            workbook => workbook.WorksheetParts.Single().Worksheet!.InsertAt(
                new SheetViews("<sheetViews xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
                    + $"<sheetView workbookViewId=\"0\"><pane ySplit=\"{rows}\" topLeftCell=\"A2\" state=\"{state}\"/></sheetView>"
                    + "</sheetViews>"), 0)));

    [Fact]
    public async Task Read_HiddenColumn_IsMarked() => Assert.Equal("## S\n\n| a | b (hidden) |\n| --- | --- |\n| 1 | 2 |", await TextAsync(
        SampleXlsx.With(Rows),
        workbook => workbook.WorksheetParts.Single().Worksheet!.InsertAt(new Columns(new Column { Min = 2, Max = 3, Hidden = true }), 0)));

    [Fact]
    public async Task Read_CellThatIsALink_IsALink() =>
        Assert.Equal("## S\n\n| a | [b](https://example.com/x) |\n| --- | --- |\n| 1 | 2 |", await TextAsync(
        SampleXlsx.With(Rows, "<hyperlinks><hyperlink ref=\"B1\" r:id=\"rId9\"/></hyperlinks>"),
        workbook => workbook.WorksheetParts.Single().AddHyperlinkRelationship(new Uri("https://example.com/x"), isExternal: true, "rId9")));

    [Fact]
    public async Task Read_Notes_StandBelowTheSheet() =>
        Assert.Equal(Table + "| 1 | 2 |\n\nComments:\n\n- A1 (Ann): first\n- B2: second", await TextAsync(
        SampleXlsx.With(Rows),
        workbook => workbook.WorksheetParts.Single().AddNewPart<WorksheetCommentsPart>().Comments = new Comments(
            "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors><author>Ann</author><author></author>"
                + "</authors><commentList>"
            + "<comment ref=\"B2\" authorId=\"1\"><text><t>second</t></text></comment>"
            + "<comment ref=\"A1\" authorId=\"0\"><text><r><t>Ann:</t></r><r><t xml:space=\"preserve\">\nfirst</t></r></text></comment>"
            + "</commentList></comments>")));

    [Fact]
    public async Task Read_Thread_IsToldOnceWithItsReplies() =>
        Assert.Equal(Table + "| 1 | 2 |\n\nComments:\n\n- B2 (Ann): Why?\n- B2 (Bob): Because.", await TextAsync(
        SampleXlsx.With(Rows),
        workbook =>
        {
            workbook.AddNewPart<WorkbookPersonPart>().PersonList = new PersonList(
                new Person { Id = "{1}", DisplayName = "Ann" }, new Person { Id = "{2}", DisplayName = "Bob" });
            var sheet = workbook.WorksheetParts.Single();
            sheet.AddNewPart<WorksheetThreadedCommentsPart>().ThreadedComments = new ThreadedComments(
                new ThreadedComment(new ThreadedCommentText("Why?")) { Ref = "B2", PersonId = "{1}", Id = "{3}" },
                new ThreadedComment(new ThreadedCommentText("Because.")) { Ref = "B2", PersonId = "{2}", Id = "{4}" });
            sheet.AddNewPart<WorksheetCommentsPart>().Comments = new Comments(
                "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors><author>tc={3}</author></authors>"
                    + "<commentList>"
                + "<comment ref=\"B2\" authorId=\"0\"><text><t>[Threaded comment] Your version of Excel…</t></text></comment>"
                + "</commentList></comments>");
        }));

    [Fact]
    public async Task Read_ScatterWithPlacesOfItsOwn_ShowsThemAll()
    {
        static string Series(string name, string x, string y) =>
            $"<c:ser><c:tx><c:v>{name}</c:v></c:tx><c:xVal><c:numLit><c:pt idx=\"0\"><c:v>{x}</c:v></c:pt></c:numLit></c:xVal>"
            + $"<c:yVal><c:numLit><c:pt idx=\"0\"><c:v>{y}</c:v></c:pt></c:numLit></c:yVal></c:ser>";
        var chart = $"<c:chart><c:plotArea><c:scatterChart>{Series("one", "1.5", "10")}{Series("two", "2.5", "20")}</c:scatterChart>"
            + $"</c:plotArea></c:chart>";
        var xlsx = new SampleXlsx().Sheet("S", SampleXlsx.Row(1, "x"), "<drawing r:id=\"rId1\"/>").Chart(chart, row: 3).ToBytes();
        Assert.EndsWith("|  | one |  | two |\n| --- | --- | --- | --- |\n| 1.5 | 10 | 2.5 | 20 |", await TextAsync(xlsx),
            StringComparison.Ordinal);
    }
}
