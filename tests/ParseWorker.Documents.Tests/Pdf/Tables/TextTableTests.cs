namespace ParseWorker.Documents.Tests.Pdf.Tables;

/// <summary>Tables whose rows no line parts, or lines part only here and there.</summary>
public sealed class TextTableTests
{
    private const string Long = "It is said of both that they go on for longer than a line";

    [Fact]
    public async Task Read_CellsOfTwoLines_ArePartedFromTheNextRowByTheirDistance() =>
        Assert.Equal(
            TableText.Of(["Part", "Made of", "Weight"], ["Long handle", "Wood", "12"], ["Head", "Forged steel", "340"],
                ["Wedge", "Iron", "7"]),
            await new PageBuilder()
                .Row(700, "Part", "Made of", "Weight")
                .Row(680, "Long", "Wood", "12").Text(75, 668, "handle")
                .Row(648, "Head", "Forged", "340").Text(175, 636, "steel")
                .Row(616, "Wedge", "Iron", "7")
                .ReadAsync());

    [Fact]
    public async Task Read_CellsInTheMiddleOfTheirRow_StandBesideTallerOnes() =>
        Assert.Equal(
            TableText.Of(["Part", "Made of", "Weight"], ["Long handle", "Wood", "12"], ["Head", "Forged steel", "340"],
                ["Wedge", "Iron", "7"]),
            await new PageBuilder()
                .Row(700, "Part", "Made of", "Weight")
                .Text(75, 680, "Long").Text(75, 668, "handle").Text(175, 674, "Wood").Text(275, 674, "12")
                .Text(75, 642, "Head").Text(175, 648, "Forged").Text(175, 636, "steel").Text(275, 642, "340")
                .Row(616, "Wedge", "Iron", "7")
                .ReadAsync());

    [Fact]
    public async Task Read_RowsWithoutPadding_AreRowsByTheirLines() =>
        Assert.Equal(
            TableText.Of(["Part", "Made of", "Weight"], ["Handle", "Wood", "12"], ["Head", "", "340"], ["Wedge", "Iron", "7"]),
            await new PageBuilder().Row(700, "Part", "Made of", "Weight").Row(688, "Handle", "Wood", "12").Row(676, "Head", "", "340")
                .Row(664, "Wedge", "Iron", "7").ReadAsync());

    [Fact]
    public async Task Read_OneRuleBelowNames_IsATableDownToTheText() =>
        Assert.Equal(
            $"{TableText.Of(["Part", "Remark"], ["Handle", "Ash, or another wood that bends before it breaks"], ["Head", "Steel"])}\n\n"
                + $"{Long} and then some more, so that it reaches over both of them",
            await new PageBuilder()
                .Row(700, "Part", "Remark").Rule(70, 694, 460, 694)
                .Row(680, "Handle", "Ash, or another wood that").Text(175, 668, "bends before it breaks")
                .Row(648, "Head", "Steel")
                .Text(72, 600, $"{Long} and then some").Text(72, 588, "more, so that it reaches over both of them")
                .ReadAsync());

    [Fact]
    public async Task Read_EveryOtherRowShaded_IsATableWithTheOthers() =>
        Assert.Equal(
            TableText.Of(["Part", "Remark"], ["Handle", "Ash"], ["Head", "Steel"], ["Wedge", "Iron"]),
            await new PageBuilder()
                .Raw("0.9 g 70 659 300 18 re f 70 623 300 18 re f 0 g")
                .Row(682, "Part", "Remark").Row(664, "Handle", "Ash").Row(646, "Head", "Steel").Row(628, "Wedge", "Iron")
                .ReadAsync());

    [Fact]
    public async Task Read_ARuleBelowEveryRow_KeepsLongCellsTogether() =>
        Assert.Equal(
            TableText.Of(["Part", "Remark"], ["Handle", $"{Long} {Long}"], ["Head", Long], ["Wedge", "Iron"]),
            await new PageBuilder()
                .Rule(70, 712, 500, 712).Row(700, "Part", "Remark").Rule(70, 694, 500, 694)
                .Text(75, 675, "Handle").Text(175, 681, Long).Text(175, 669, Long).Rule(70, 662, 500, 662)
                .Row(650, "Head", Long).Rule(70, 644, 500, 644)
                .Row(632, "Wedge", "Iron").Rule(70, 626, 500, 626)
                .ReadAsync());

    [Fact]
    public async Task Read_FiguresBelowEachOtherUnderARule_AreRowsHoweverClose() =>
        Assert.Equal(
            TableText.Of(["", "Short", "Wide"], ["Length", "1.5", "2.5"], ["", "(0.1)", "(0.2)"], ["Width", "3.5", "4.5"],
                ["", "(0.3)", "(0.4)"]),
            await new PageBuilder()
                .Rule(70, 724, 400, 724).Row(704, "", "Short", "Wide").Rule(70, 692, 400, 692)
                .Row(680, "Length", "1.5", "2.5").Row(668, "", "(0.1)", "(0.2)").Row(656, "Width", "3.5", "4.5")
                .Row(644, "", "(0.3)", "(0.4)").Rule(70, 638, 400, 638)
                .ReadAsync());

    [Fact]
    public async Task Read_FiguresBelowEachOtherBetweenRulesOfRows_AreRows() =>
        Assert.Equal(
            TableText.Of(["", "Short", "Wide", "Tall"], ["Length", "1.5", "2.5", "3.5"], ["", "(0.1)", "", "(0.3)"],
                ["Pieces", "12", "13", "14"]),
            await new PageBuilder()
                .Rule(70, 712, 460, 712).Row(700, "", "Short", "Wide", "Tall").Rule(70, 694, 460, 694)
                .Row(682, "Length", "1.5", "2.5", "3.5").Row(670, "", "(0.1)", "", "(0.3)").Rule(70, 664, 460, 664)
                .Row(652, "Pieces", "12", "13", "14").Rule(70, 646, 460, 646)
                .ReadAsync());

    [Fact]
    public async Task Read_TitleOverTheColumnsOfFewRows_DoesNotJoinThem() =>
        Assert.Equal(
            "<table>\n<thead>\n<tr><th></th><th colspan=\"2\">A title that stands over both</th></tr>\n</thead>\n<tbody>\n"
                + "<tr><td>Part</td><td>Weight</td><td>Length</td></tr>\n<tr><td>Handle</td><td>12</td><td>30</td></tr>\n"
                + "<tr><td>Head</td><td>340</td><td>9</td></tr>\n</tbody>\n</table>",
            await new PageBuilder()
                .Rule(70, 712, 400, 712).Text(172, 700, "A title that stands over both").Row(688, "Part", "Weight", "Length")
                .Rule(70, 682, 400, 682).Row(670, "Handle", "12", "30").Row(658, "Head", "340", "9").Rule(70, 652, 400, 652)
                .ReadAsync());

    [Fact]
    public async Task Read_TablesOfOneWidthBelowEachOther_AreTwo() =>
        Assert.Equal(
            $"{TableText.Of(["Part", "Made of", "Weight"], ["Handle", "Wood", "12"], ["Head", "Steel", "340"])}\n\n"
                + TableText.Of(["Tool", "Used for", "Price"], ["Saw", "Wood", "30"], ["File", "Iron", "9"]),
            await new PageBuilder()
                .Rule(70, 712, 400, 712).Row(700, "Part", "Made of", "Weight").Rule(70, 694, 400, 694)
                .Row(682, "Handle", "Wood", "12").Row(670, "Head", "Steel", "340").Rule(70, 664, 400, 664)
                .Rule(70, 640, 400, 640).Row(628, "Tool", "Used for", "Price").Rule(70, 622, 400, 622)
                .Row(610, "Saw", "Wood", "30").Row(598, "File", "Iron", "9").Rule(70, 592, 400, 592)
                .ReadAsync());

    [Fact]
    public async Task Read_TwoGroupsOfRowsBetweenRules_StayRows() =>
        Assert.Equal(
            TableText.Of(["Part", "Made of", "Weight"], ["Handle", "Wood", "12"], ["Head", "Steel", "340"], ["Wedge", "Iron", "7"],
                ["Ring", "Iron", "3"]),
            await new PageBuilder()
                .Rule(70, 712, 400, 712).Row(700, "Part", "Made of", "Weight").Rule(70, 694, 400, 694)
                .Row(682, "Handle", "Wood", "12").Row(670, "Head", "Steel", "340").Rule(70, 664, 400, 664)
                .Row(652, "Wedge", "Iron", "7").Row(640, "Ring", "Iron", "3").Rule(70, 634, 400, 634)
                .ReadAsync());

    [Fact]
    public async Task Read_LinesAtTheHeightOfTheirLabels_AreAChartsScale()
    {
        var chart = new PageBuilder();
        for (var line = 0; line < 5; line++)
            chart.Text(52, 696 - (40 * line), $"{100 - (20 * line)}").Rule(70, 700 - (40 * line), 400, 700 - (40 * line));
        chart.Text(120, 610, "38").Text(220, 590, "46").Text(320, 560, "57").Text(110, 520, "July").Text(210, 520, "October")
            .Text(310, 520, "January");
        Assert.DoesNotContain("<table>", await chart.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_TextInColumnsBelowARunningHeaderAndItsRule_IsNoTable()
    {
        var page = new PageBuilder().Text(72, 740, "The Book").Text(430, 740, "Chapter 3").Rule(70, 734, 520, 734);
        for (var line = 0; line < 12; line++)
            page.Text(72, 712 - (12 * line), "in the left one they go on and on")
                .Text(310, 712 - (12 * line), "in the right one they end at last");
        Assert.DoesNotContain("<table>", await page.ReadAsync(), StringComparison.Ordinal);
    }
}
