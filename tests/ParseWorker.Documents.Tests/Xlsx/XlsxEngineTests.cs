using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Xlsx;

public sealed class XlsxEngineTests
{
    private static async Task<string> TextAsync(byte[] xlsx, TableFormat format = TableFormat.Markdown) =>
        Assert.Single(await Parsed.TextsAsync(xlsx, "a.xlsx", format));

    private static async Task<string> CellAsync(SampleXlsx book, string cell)
    {
        var text = await TextAsync(book.Sheet("S", $"<row r=\"1\">{cell}</row>").ToBytes());
        return text["## S\n\n".Length..];
    }

    [Fact]
    public async Task Read_Sheets_AreAPageEachInTheirOrder()
    {
        var book = new SampleXlsx().Sheet("First", SampleXlsx.Row(1, "a")).Sheet("Empty", "")
            .Sheet("Secret", SampleXlsx.Row(1, "b"), state: "veryHidden");
        Assert.Equal(["## First\n\na", "## Empty", "## Secret (hidden)\n\nb"], await Parsed.TextsAsync(book.ToBytes(), "a.xlsm"));
    }

    [Fact]
    public async Task Read_FromSecondPage_SkipsTheFirst()
    {
        var book = new SampleXlsx().Sheet("A", SampleXlsx.Row(1, "a")).Sheet("B", SampleXlsx.Row(1, "b"));
        Assert.Equal(2, Assert.Single(await Parsed.PagesAsync(book.ToBytes(), "a.xlsx", firstPage: 2)).Number);
    }

    [Fact]
    public async Task Read_DamagedSheet_CostsThatSheet()
    {
        var pages = await Parsed.PagesAsync(
            new SampleXlsx().Sheet("A", SampleXlsx.Row(1, "a") + "</row>").Sheet("B", SampleXlsx.Row(1, "b")).ToBytes(), "a.xlsx");
        Assert.Equal([ParseErrorCodes.PageUnreadable, null], pages.Select(page => page.Failure?.Code));
    }

    [Theory]
    [InlineData("<c t='s'><v>0</v></c>", "rich text")]
    [InlineData("<c t='s'><v>1</v></c>", "a\nb")]
    [InlineData("<c t='inlineStr'><is><t>in</t><r><t>line</t></r></is></c>", "inline")]
    [InlineData("<c t='b'><v>1</v></c>", "TRUE")]
    [InlineData("<c t='b'><v>0</v></c>", "FALSE")]
    [InlineData("<c t='e'><v>#N/A</v></c>", "#N/A")]
    [InlineData("<c t='str'><f>A2</f><v>worked out</v></c>", "worked out")]
    [InlineData("<c><f>SUM(A2:A3)</f></c>", "=SUM(A2:A3)")]
    [InlineData("<c t='d'><v>2024-05-06</v></c>", "2024-05-06")]
    [InlineData("<c><v>0.30000000000000004</v></c>", "0.3")]
    [InlineData("<c><v>1e999</v></c>", "1e999")]
    public async Task Read_CellOfAnyType_IsShown(string cell, string expected) =>
        Assert.Equal(expected, await CellAsync(
            new SampleXlsx
            {
                Strings = "<si><r><t>rich </t></r><r><t>text</t></r><rPh><t>no</t></rPh></si><si><t>a_x000D__x000A_b</t></si>",
            },
            cell));

    private const string Styles =
        "<numFmts><numFmt numFmtId='200' formatCode='#,##0.00\" EUR\"'/><numFmt numFmtId='201' formatCode='\"is \"@'/></numFmts>"
        + "<cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>"
        + "<cellXfs><xf numFmtId='0'/><xf numFmtId='200'/><xf numFmtId='14'/><xf numFmtId='10'/><xf numFmtId='46'/>"
        + "<xf numFmtId='201'/></cellXfs>";

    [Theory]
    [InlineData("<c s='0'><v>1234.5</v></c>", "1234.5")]
    [InlineData("<c s='1'><v>1234.5</v></c>", "1,234.50 EUR")]
    [InlineData("<c s='2'><v>45000</v></c>", "2023-03-15")]
    [InlineData("<c s='3'><v>0.256</v></c>", "25.60%")]
    [InlineData("<c s='4'><v>1.5</v></c>", "36:00:00")]
    [InlineData("<c s='5' t='str'><v>text</v></c>", "is text")]
    [InlineData("<c s='99'><v>5</v></c>", "5")]
    public async Task Read_NumberFormat_IsApplied(string cell, string expected) =>
        Assert.Equal(expected, await CellAsync(new SampleXlsx { Styles = Styles }, cell));

    [Theory]
    [InlineData(5, "-1234", "($1,234)")]
    [InlineData(41, "-1234", "(1,234)")]
    [InlineData(42, "1234", "$1,234")]
    [InlineData(42, "0", "$-")]
    [InlineData(43, "1234.5", "1,234.50")]
    [InlineData(44, "-1234.5", "($1,234.50)")]
    [InlineData(31, "45000", "2023-03-15")]
    [InlineData(55, "45000", "2023-03-15")]
    [InlineData(55, "0.5", "12:00:00")]
    [InlineData(62, "1234.5", "1,234.50")]
    public async Task Read_FormatKnownByItsNumber_IsApplied(int format, string value, string expected) =>
        Assert.Equal(expected,
            await CellAsync(new SampleXlsx { Styles = $"<cellXfs><xf numFmtId='{format}'/></cellXfs>" }, $"<c s='0'><v>{value}</v></c>"));

    [Fact]
    public async Task Read_DatesFrom1904_AreFourYearsLater() =>
        Assert.Equal("2027-03-16",
            await CellAsync(new SampleXlsx { Styles = Styles, Properties = "date1904='1'" }, "<c s='2'><v>45000</v></c>"));

    [Fact]
    public async Task Read_RegionsApartByEmptyCells_AreTablesOfTheirOwn() =>
        Assert.Equal(
            "## S\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n| c | d |\n| --- | --- |\n| 3 | 4 |\n\nnote",
            await TextAsync(SampleXlsx.With(
                SampleXlsx.Row(1, "a", "b", null, "c", "d") + SampleXlsx.Row(2, 1, 2, null, 3, 4) + SampleXlsx.Row(4, null, "note"))));

    [Fact]
    public async Task Read_CellsThatTouchAtACorner_AreOneTable() =>
        Assert.Equal("## S\n\n|  |  |\n| --- | --- |\n| 1 |  |\n|  | 2 |",
            await TextAsync(SampleXlsx.With(SampleXlsx.Row(1, 1) + SampleXlsx.Row(2, null, 2))));

    [Fact]
    public async Task Read_RegionsWhoseBoxesOverlap_AreOneTable() =>
        Assert.Equal(
            "## S\n\n|  |  |  |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n| 4 |  |  |\n| 5 |  | 6 |",
            await TextAsync(SampleXlsx.With(SampleXlsx.Row(1, 1, 2, 3) + SampleXlsx.Row(2, 4) + SampleXlsx.Row(3, 5, null, 6))));

    [Fact]
    public async Task Read_MergedCells_AreSpans() =>
        Assert.Equal(
            "## S\n\n<table>\n<thead>\n<tr><th rowspan=\"2\">a</th><th colspan=\"2\">b</th></tr>\n<tr><th>c</th><th>d</th></tr>\n"
                + "</thead>\n<tbody>\n<tr><td>1</td><td>2</td><td>3</td></tr>\n</tbody>\n</table>",
            await TextAsync(
                SampleXlsx.With(SampleXlsx.Row(1, "a", "b") + SampleXlsx.Row(2, null, "c", "d") + SampleXlsx.Row(3, 1, 2, 3),
                    "<mergeCells><mergeCell ref='A1:A2'/><mergeCell ref='B1:C1'/></mergeCells>"),
                TableFormat.Html));

    [Fact]
    public async Task Read_TitleOnATable_IsAParagraph() =>
        Assert.Equal("## S\n\nReport\n\n| a | b |\n| --- | --- |\n| 1 | 2 |",
            await TextAsync(SampleXlsx.With(SampleXlsx.Row(1, "Report") + SampleXlsx.Row(2, "a", "b") + SampleXlsx.Row(3, 1, 2))));

    [Fact]
    public async Task Read_NotesInTheFirstColumn_AreRowsOfTheTable()
    {
        var notes = string.Concat(Enumerable.Range(1, 20).Select(row => SampleXlsx.Row(row, $"note {row}")));
        var page = Assert.Single(await Parsed.PagesAsync(SampleXlsx.With(notes + SampleXlsx.Row(21, "last", "b")), "a.xlsx"));
        Assert.Equal(21, page.Blocks.OfType<Documents.Model.Block.Table>().Single().Rows.Count);
        Assert.Empty(page.Blocks.OfType<Documents.Model.Block.Paragraph>());
    }

    [Fact]
    public async Task Read_SeveralTitlesOnATable_AreParagraphs() =>
        Assert.Equal(
            "## S\n\nReport\n\nof the year\n\nin EUR\n\n| a | b |\n| --- | --- |\n| 1 | 2 |",
            await TextAsync(SampleXlsx.With(
                SampleXlsx.Row(1, "Report") + SampleXlsx.Row(2, "of the year") + SampleXlsx.Row(3, "in EUR")
                + SampleXlsx.Row(4, "a", "b") + SampleXlsx.Row(5, 1, 2))));

    [Theory]
    [InlineData("a", 2024.0, 1)]
    [InlineData(null, 2024.0, 1)]
    [InlineData("a", null, 0)]
    [InlineData("a", 3.5, 0)]
    public async Task Read_FirstRow_IsAHeaderWhenItReadsLikeNames(string? first, double? second, int headers)
    {
        var page = Assert.Single(
            await Parsed.PagesAsync(SampleXlsx.With(SampleXlsx.Row(1, first, second) + SampleXlsx.Row(2, 1, 2)), "a.xlsx"));
        Assert.Equal(headers, page.Blocks.OfType<Documents.Model.Block.Table>().Single().HeaderRows);
    }

    [Fact]
    public async Task Read_Chart_IsItsTitleKindAndDataWhereItStands()
    {
        var book = new SampleXlsx().Sheet("S", SampleXlsx.Row(1, "above") + SampleXlsx.Row(20, "below"), "<drawing r:id='rId1'/>")
            .Chart(SampleCharts.Bars(), row: 5);
        Assert.Equal(
            "## S\n\nabove\n\nSales\n\n[Figure: Bar chart]\n\n|  | North | South |\n| --- | --- | --- |\n| 2023 | 50.0% | 7 |\n"
                + "| 2024 | 25.0% |  |\n\nbelow",
            await TextAsync(book.ToBytes()));
    }

    [Fact]
    public async Task Read_LargeSheet_GoesOnOverPagesUnderItsHeader()
    {
        var rows = SampleXlsx.Row(1, "n", "square")
            + string.Concat(Enumerable.Range(2, 40_000).Select(row => SampleXlsx.Row(row, row, row * 2)));
        var pages = await Parsed.TextsAsync(SampleXlsx.With(rows), "a.xlsx", TableFormat.Markdown);
        Assert.Equal(2, pages.Count);
        Assert.All(pages, page => Assert.StartsWith("## S\n\n| n | square |\n| --- | --- |\n", page, StringComparison.Ordinal));
        Assert.Equal(40_000, pages.Sum(page => page.Split('\n').Length - 4));
        Assert.Equal([pages[1]], await Parsed.TextsAsync(SampleXlsx.With(rows), "a.xlsx", TableFormat.Markdown, firstPage: 2));
    }
}
