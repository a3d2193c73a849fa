namespace ParseWorker.Documents.Tests.Pdf.Tables;

/// <summary>Titles over several columns, between horizontal rules alone.</summary>
public sealed class ReachingTitleTests
{
    [Fact]
    public async Task Read_TitleOverAShorterLine_SpansTheColumnsThatTheLineReachesOver() =>
        Assert.Contains(
            "<th></th><th colspan=\"3\">Measures</th>",
            await Ruled(714, 680, 646).Text(275, 702, "Measures").Rule(170, 698, 400, 698).Row(686, "Part", "Weight", "Length", "Width")
                .Row(668, "Handle", "12", "30", "4").Row(652, "Head", "340", "9", "7").ReadAsync(),
            StringComparison.Ordinal);

    [Fact]
    public async Task Read_TitleAloneInTheMiddleOfTheTable_SpansAllColumns() =>
        Assert.Equal(
            2,
            (await Ruled(714, 694, 620).Row(700, "Part", "Weight", "Length").Text(178, 682, "Wood").Row(668, "Handle", "12", "30")
                .Row(654, "Peg", "1", "3").Text(178, 640, "Steel").Row(626, "Head", "340", "9").ReadAsync())
                .Split("<td colspan=\"3\">").Length - 1);

    private static PageBuilder Ruled(params double[] rules) =>
        rules.Aggregate(new PageBuilder(), (page, at) => page.Rule(70, at, 405, at));
}
