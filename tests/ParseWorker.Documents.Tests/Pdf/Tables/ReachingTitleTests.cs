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

    private static PageBuilder Ruled(params double[] rules) =>
        rules.Aggregate(new PageBuilder(), (page, at) => page.Rule(70, at, 405, at));
}
