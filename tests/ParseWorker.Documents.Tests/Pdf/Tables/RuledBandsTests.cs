namespace ParseWorker.Documents.Tests.Pdf.Tables;

/// <summary>Tables between horizontal rules of one width.</summary>
public sealed class RuledBandsTests
{
    [Fact]
    public async Task Read_NamesAboveTheUppermostOfSeveralRules_AreTheHeaderRow() =>
        Assert.Equal(
            TableText.Of(["Part", "Weight", "Length"], ["Handle", "12", "30"], ["Head", "340", "9"], ["Wedge", "7", "4"]),
            await Ruled(694, 676, 658, 640).Row(700, "Part", "Weight", "Length").Row(682, "Handle", "12", "30").Row(664, "Head", "340", "9")
                .Row(646, "Wedge", "7", "4").ReadAsync());

    [Fact]
    public async Task Read_NameBesideTheFiguresItNames_IsInTheHeaderRowToo() =>
        Assert.Equal(
            TableText.Of(["Part", "Weight", "Length"], ["Handle", "12", "30"], ["Head", "340", "9"], ["Wedge", "7", "4"]),
            await Ruled(694, 676, 658, 640).Row(700, "Part", "Weight").Text(275, 700, "Length").Text(75, 682, "Handle").Text(175, 682, "12")
                .Text(308, 682, "30").Text(75, 664, "Head").Text(175, 664, "340").Text(313, 664, "9").Text(75, 646, "Wedge")
                .Text(175, 646, "7").Text(313, 646, "4").ReadAsync());

    [Fact]
    public async Task Read_TextAboveTheUppermostOfSeveralRules_StaysOutside() =>
        Assert.Equal(
            "Parts, and what they weigh\n\n"
                + TableText.Of(["Handle", "12", "30"], ["Head", "340", "9"], ["Wedge", "7", "4"]),
            await Ruled(694, 676, 658, 640).Text(75, 700, "Parts, and what they weigh").Row(682, "Handle", "12", "30")
                .Row(664, "Head", "340", "9").Row(646, "Wedge", "7", "4").ReadAsync());

    [Fact]
    public async Task Read_LineOverGroupsOfRowsBetweenRulesOfItsOwn_PartsNoTable() =>
        Assert.Equal(
            "<table>\n<thead>\n<tr><th>Part</th><th>Weight</th><th>Length</th></tr>\n</thead>\n<tbody>\n"
                + "<tr><td colspan=\"3\">Handles, that are made of wood or of bone alone</td></tr>\n"
                + "<tr><td>Long</td><td>12</td><td>30</td></tr>\n<tr><td>Short</td><td>8</td><td>20</td></tr>\n"
                + "<tr><td colspan=\"3\">Heads, that are made of steel or of stone alone</td></tr>\n"
                + "<tr><td>Round</td><td>340</td><td>9</td></tr>\n<tr><td>Flat</td><td>290</td><td>7</td></tr>\n</tbody>\n</table>",
            await Ruled(712, 694, 690, 676, 646, 642, 626, 596).Row(700, "Part", "Weight", "Length")
                .Text(90, 680, "Handles, that are made of wood or of bone alone").Row(664, "Long", "12", "30").Row(652, "Short", "8", "20")
                .Text(90, 631, "Heads, that are made of steel or of stone alone").Row(614, "Round", "340", "9").Row(602, "Flat", "290", "7")
                .ReadAsync());

    [Fact]
    public async Task Read_NotesBelowRows_LeaveTheRowsTheirColumns()
    {
        const string note = "Seen by the keeper of the tools on his way home";
        var text = await Ruled(712, 694, 676, 662, 644, 630, 612).Row(700, "Part", "Weight", "Length").Row(682, "Handle", "12", "30")
            .Text(85, 666, note).Row(650, "Head", "340", "9").Text(85, 634, note).Row(618, "Wedge", "7", "4").ReadAsync();
        Assert.Equal(2, text.Split($"<td colspan=\"3\">{note}</td>").Length - 1);
        Assert.Contains("<tr><td>Head</td><td>340</td><td>9</td></tr>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_NamesFarBelowTheLastRule_BeginAnotherTable() =>
        Assert.Equal(
            TableText.Of(["Part", "Weight", "Length"], ["Handle", "12", "30"], ["Head", "340", "9"]) + "\n\n"
                + TableText.Of(["Colour", "Price"], ["Red", "4"], ["Green", "7"]),
            await Ruled(714, 694, 660, 594, 556).Row(700, "Part", "Weight", "Length").Row(682, "Handle", "12", "30")
                .Row(666, "Head", "340", "9").Text(75, 600, "Colour").Text(310, 600, "Price").Text(75, 580, "Red").Text(310, 580, "4")
                .Text(75, 564, "Green").Text(310, 564, "7").ReadAsync());

    [Fact]
    public async Task Read_RuleOfAWiderTableBetweenTwo_PartsThem()
    {
        var text = await Ruled(714, 694, 660, 534, 514, 480).Rule(50, 640, 390, 640).Rule(50, 620, 390, 620).Rule(50, 590, 390, 590)
            .Row(700, "Part", "Weight", "Length").Row(682, "Handle", "12", "30").Row(666, "Head", "340", "9")
            .Text(55, 626, "Colour").Text(340, 626, "Price").Text(55, 608, "Red").Text(340, 608, "4").Text(55, 594, "Green")
            .Text(340, 594, "7").Row(520, "Tool", "Count", "Year").Row(502, "Saw", "2", "1890").Row(486, "Axe", "5", "1911").ReadAsync();
        Assert.Equal(
            TableText.Of(["Part", "Weight", "Length"], ["Handle", "12", "30"], ["Head", "340", "9"]) + "\n\n"
                + TableText.Of(["Colour", "Price"], ["Red", "4"], ["Green", "7"]) + "\n\n"
                + TableText.Of(["Tool", "Count", "Year"], ["Saw", "2", "1890"], ["Axe", "5", "1911"]),
            text);
    }

    [Fact]
    public async Task Read_TitleOverSomeColumnsAboveTheNames_IsOfTheFramedTable() =>
        Assert.Contains(
            "<tr><td>Handle</td><td>12</td><td>30</td></tr>\n<tr><td>Head</td><td>340</td><td>9</td></tr>",
            await Ruled(714, 676, 640).Text(215, 702, "Measures").Row(684, "", "Weight", "Length").Row(664, "Handle", "12", "30")
                .Row(646, "Head", "340", "9").ReadAsync(),
            StringComparison.Ordinal);

    [Fact]
    public async Task Read_FramedTableWhoseGroupsAreNamedOnce_KeepsItsRows() =>
        Assert.Equal(
            TableText.Of(["Group", "Part"], ["Wood", "Handle"], ["", "Wedge"], ["", "Peg"], ["Steel", "Head"], ["", "Nail"], ["", "Ring"]),
            await Ruled(714, 694, 580).Row(700, "Group", "Part").Row(680, "Wood", "Handle").Row(662, "", "Wedge").Row(644, "", "Peg")
                .Row(626, "Steel", "Head").Row(608, "", "Nail").Row(590, "", "Ring").ReadAsync());

    private static PageBuilder Ruled(params double[] rules) =>
        rules.Aggregate(new PageBuilder(), (page, at) => page.Rule(70, at, 370, at));
}
