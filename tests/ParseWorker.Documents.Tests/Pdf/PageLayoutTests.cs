namespace ParseWorker.Documents.Tests.Pdf;

public sealed class PageLayoutTests
{
    private static readonly string[] Filler =
    [
        "The quick brown fox jumps over the lazy dog and",
        "goes on to say that it will do so again whenever",
        "it is asked to, since that is what it is here for",
    ];

    [Fact]
    public async Task Read_LinesOfAParagraph_AreJoined() =>
        Assert.Equal(string.Join(' ', Filler), await new PageBuilder().Lines(72, 700, Filler).ReadAsync());

    [Fact]
    public async Task Read_WideDistance_PartsParagraphs() =>
        Assert.Equal($"{string.Join(' ', Filler)}\n\n{string.Join(' ', Filler)}",
            await new PageBuilder().Lines(72, 700, Filler).Lines(72, 640, Filler).ReadAsync());

    [Fact]
    public async Task Read_WordPartedAtTheLinesEnd_IsMadeWhole() =>
        Assert.Equal("An example of hyphenation, well-known",
            await new PageBuilder().Lines(72, 700, "An exam-", "ple of hyphen-", "ation, well-known").ReadAsync());

    [Fact]
    public async Task Read_LargerGlyphs_AreHeadingsRankedBySize() =>
        Assert.Equal(
            $"# Title\n\n{string.Join(' ', Filler)}\n\n## Section\n\n{string.Join(' ', Filler)}\n\n### Bold point\n\n"
                + $"{string.Join(' ', Filler)}",
            await new PageBuilder()
                .Text(72, 740, "Title", size: 20).Lines(72, 710, Filler)
                .Text(72, 650, "Section", size: 14).Lines(72, 630, Filler)
                .Text(72, 575, "Bold point", bold: true).Lines(72, 560, Filler)
                .ReadAsync());

    [Fact]
    public async Task Read_TwoColumnsUnderATitle_AreReadOneAfterTheOther()
    {
        string[] left = [.. Enumerable.Range(1, 8).Select(number => $"left column line number {number} of it")];
        string[] right = [.. Enumerable.Range(1, 8).Select(number => $"right column line number {number} of it")];
        Assert.Equal(
            $"# A title over both of the columns\n\n{string.Join(' ', left)}\n\n{string.Join(' ', right)}",
            await new PageBuilder().Text(72, 740, "A title over both of the columns", size: 24).Lines(72, 700, left).Lines(320, 700, right)
                .ReadAsync());
    }

    [Fact]
    public async Task Read_BulletsAndNumbers_AreLists() =>
        Assert.Equal(
            "1. first point that is\n2. second\n   - below it\n   - and again\n3. third",
            (await new PageBuilder()
                .Text(72, 700, "1. first point that is").Text(72, 688, "2. second")
                .Text(90, 676, "\u0095 below it").Text(90, 664, "\u0095 and again")
                .Text(72, 652, "3. third").ReadAsync()));

    [Fact]
    public async Task Read_ListThatGoesOnInTheNextColumn_StaysOneList()
    {
        var page = new PageBuilder();
        for (var at = 0; at < 6; at++)
            page.Text(72, 700 - (14 * at), $"{at + 1}. the point number {at + 1} of the left")
                .Text(320, 700 - (14 * at), $"{at + 7}. the point number {at + 7} of the right");
        Assert.DoesNotContain("   ", await page.ReadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("o contrato que foi assinado pelas duas partes")]
    [InlineData("- as has been said in the chapter before this -")]
    [InlineData("3. Mai in der Stadt, in der er noch immer wohnt")]
    public async Task Read_LineOfAParagraphThatBeginsLikeAPoint_GoesOn(string line) =>
        Assert.Equal($"{Filler[0]} {line} {Filler[2]}", await new PageBuilder().Lines(72, 700, Filler[0], line, Filler[2]).ReadAsync());

    [Fact]
    public async Task Read_RaisedNoteMark_StaysInItsLine() =>
        Assert.Equal(
            "as was shown⁷ before",
            await new PageBuilder().Text(72, 700, "as was shown").Text(131, 704, "7", size: 6).Text(138, 700, "before").ReadAsync());

    [Fact]
    public async Task Read_GlyphsSetTwice_CountOnce() =>
        Assert.Equal("bold by overprint",
            await new PageBuilder().Text(72, 700, "bold by overprint").Text(72.2, 700, "bold by overprint").ReadAsync());

    [Fact]
    public async Task Read_DrawnGrid_IsATableWithItsSpans() =>
        Assert.Equal(
            "Before it\n\n<table>\n<thead>\n<tr><th>Name</th><th>Size</th></tr>\n</thead>\n<tbody>\n"
                + "<tr><td>left cell of two lines</td><td>10</td></tr>\n<tr><td colspan=\"2\">wide</td></tr>\n</tbody>\n</table>\n\n"
                + "After it",
            await new PageBuilder()
                .Text(72, 740, "Before it")
                .Rule(70, 720, 270, 720).Rule(70, 700, 270, 700).Rule(70, 660, 270, 660).Rule(70, 640, 270, 640)
                .Rule(70, 640, 70, 720).Rule(170, 660, 170, 720).Rule(270, 640, 270, 720)
                .Text(75, 706, "Name").Text(175, 706, "Size")
                .Text(75, 686, "left cell of").Text(75, 674, "two lines").Text(175, 686, "10")
                .Text(75, 646, "wide")
                .Text(72, 600, "After it")
                .ReadAsync());

    [Fact]
    public async Task Read_FrameAroundText_IsNoTable() =>
        Assert.Equal("In a frame", await new PageBuilder().Grid([60, 300], [720, 680]).Text(72, 700, "In a frame").ReadAsync());

    [Fact]
    public async Task Read_ThreeRulesAroundFragments_AreATable() =>
        Assert.Equal(
            "<table>\n<thead>\n<tr><th>Model</th><th>Size</th></tr>\n</thead>\n<tbody>\n<tr><td>Small one</td><td>7</td></tr>\n"
                + "<tr><td>Large one</td><td>70</td></tr>\n</tbody>\n</table>\n\nTable 1: Two models.",
            await new PageBuilder()
                .Rule(72, 720, 300, 720).Rule(72, 702, 300, 702).Rule(72, 670, 300, 670)
                .Text(75, 708, "Model").Text(200, 708, "Size")
                .Text(75, 690, "Small one").Text(200, 690, "7")
                .Text(75, 676, "Large one").Text(200, 676, "70")
                .Text(72, 640, "Table 1: Two models.")
                .ReadAsync());

    [Fact]
    public async Task Read_RowsOfShortFragments_AreATableWithoutLines() =>
        Assert.Equal(
            "<table>\n<thead>\n<tr><th>Year</th><th>Rate</th><th>Basis</th></tr>\n</thead>\n<tbody>\n"
                + "<tr><td>1</td><td>0.2</td><td>100</td></tr>\n<tr><td>2</td><td></td><td>200</td></tr>\n"
                + "<tr><td>3</td><td>0.4</td><td>300</td></tr>\n</tbody>\n</table>",
            await new PageBuilder()
                .Text(75, 708, "Year").Text(150, 708, "Rate").Text(220, 708, "Basis")
                .Text(75, 694, "1").Text(150, 694, "0.2").Text(220, 694, "100")
                .Text(75, 680, "2").Text(220, 680, "200")
                .Text(75, 666, "3").Text(150, 666, "0.4").Text(220, 666, "300")
                .ReadAsync());

    [Fact]
    public async Task Read_TextBesideTheCropBox_IsNotOnThePage() =>
        Assert.Equal("on the page", await new PageBuilder().Text(72, 700, "on the page").Text(700, 700, "on the next").ReadAsync());

    [Fact]
    public async Task Read_VerticalRulesCutCellByCell_AreATableOfTheirRows()
    {
        var page = new PageBuilder();
        for (var row = 0; row < 5; row++)
        {
            var bottom = 700 - 20 * row;
            page.Rule(150, bottom, 150, bottom + 20).Rule(220, bottom, 220, bottom + 20);
            page.Text(120, bottom + 6, $"a{row}").Text(160, bottom + 6, $"b{row}").Text(230, bottom + 6, $"c{row}");
        }
        var table = await page.ReadAsync();
        for (var row = 0; row < 5; row++)
            Assert.Contains(row == 0 ? "<tr><th>a0</th><th>b0</th><th>c0</th></tr>"
                : $"<tr><td>a{row}</td><td>b{row}</td><td>c{row}</td></tr>", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_CentredTitleOfTwoLines_IsOneHeading() =>
        Assert.Equal(
            $"# A title that is set on two lines\n\n{string.Join(' ', Filler)}",
            await new PageBuilder().Text(90, 740, "A title that is set", size: 20).Text(107.8, 712, "on two lines", size: 20)
                .Lines(72, 680, Filler).ReadAsync());

    [Fact]
    public async Task Read_RunningHeaderOnBothSides_IsNoHeading() =>
        Assert.Equal(
            $"The Book Chapter 3\n\n{string.Join(' ', Filler)}",
            await new PageBuilder().Text(72, 760, "The Book", size: 12, bold: true).Text(300, 760, "Chapter 3", size: 12, bold: true)
                .Lines(72, 700, Filler).ReadAsync());

    [Theory]
    [InlineData("Table 3: What was found")]
    [InlineData("torn out of a paragraph")]
    public async Task Read_LargerCaptionOrTornLine_IsNoHeading(string text) =>
        Assert.Equal($"{text}\n\n{string.Join(' ', Filler)}",
            await new PageBuilder().Text(72, 740, text, size: 12).Lines(72, 700, Filler).ReadAsync());

    [Fact]
    public async Task Read_TitleGoingOnInLowerCase_IsOneHeading() =>
        Assert.Equal(
            $"# A title that goes on and on, over lines that stand far apart\n\n{string.Join(' ', Filler)}",
            await new PageBuilder().Text(72, 740, "A title that goes on and on,", size: 20)
                .Text(72, 700, "over lines that stand far apart", size: 20).Lines(72, 660, Filler).ReadAsync());

    [Fact]
    public async Task Read_LargerTextOfThreeLinesToAFullStop_IsNoHeading() =>
        Assert.Equal(
            $"{string.Join(' ', Filler)}.\n\n{string.Join(' ', Filler)} {string.Join(' ', Filler)}",
            await new PageBuilder()
                .Text(72, 740, Filler[0], size: 12).Text(72, 726, Filler[1], size: 12).Text(72, 712, Filler[2] + ".", size: 12)
                .Lines(72, 670, [.. Filler, .. Filler])
                .ReadAsync());

    [Fact]
    public async Task Read_TableOfContents_HasALineForEachEntryAndItsTitleAsHeading() =>
        Assert.Equal(
            "# Contents\n\nFirst chapter ............ 3\n\nSecond chapter ............ 17\n\nThird chapter ............ 120",
            await new PageBuilder()
                .Text(72, 740, "Contents")
                .Lines(72, 710, "First chapter ............ 3", "Second chapter ............ 17", "Third chapter ............ 120")
                .ReadAsync());

    [Fact]
    public async Task Read_TelephoneNumberAtTheStart_IsNoList() =>
        Assert.Equal("(202) 707-5080 is the number", await new PageBuilder().Text(72, 700, "(202) 707-5080 is the number").ReadAsync());
}
