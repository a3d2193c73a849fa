namespace ParseWorker.Documents.Tests.Pdf.Fragments;

/// <summary>Columns that stand close to each other and begin nowhere in one place.</summary>
public sealed class ColumnGapsTests
{
    private const string Above = "Seen by the keeper of the tools on his way home from the old mill by the lake";

    [Fact]
    public async Task Read_CentredFiguresCloseToEachOther_StayInTheirColumns() =>
        Assert.EndsWith(
            TableText.Of(["Houses", "Two", "Three"], ["2", "100", "97.5"], ["3", "92.5", "100"], ["4", "75", "60"]),
            await new PageBuilder().Text(75, 760, Above).Rule(70, 714, 166, 714).Rule(70, 694, 166, 694).Rule(70, 646, 166, 646)
                .Text(75, 700, "Houses").Text(118, 700, "Two").Text(145, 700, "Three").Text(88, 682, "2").Text(118, 682, "100")
                .Text(142, 682, "97.5").Text(88, 668, "3").Text(116, 668, "92.5").Text(144, 668, "100").Text(88, 654, "4")
                .Text(121, 654, "75").Text(147, 654, "60").ReadAsync(),
            StringComparison.Ordinal);

    [Fact]
    public async Task Read_NamesCloserThanTheirColumns_AreNamesOfOneEach() =>
        Assert.EndsWith(
            TableText.Of(["Tool", "Weight", "Length", "Year"], ["Saw", "12", "30", "1890"], ["Axe", "34", "90", "1911"],
                ["Adze", "7", "44", "1787"]),
            await new PageBuilder().Text(75, 760, Above)
                .Text(75, 700, "Tool").Text(150, 700, "Weight").Text(188, 700, "Length").Text(250, 700, "Year")
                .Text(75, 686, "Saw").Text(160, 686, "12").Text(200, 686, "30").Text(250, 686, "1890")
                .Text(75, 672, "Axe").Text(160, 672, "34").Text(200, 672, "90").Text(250, 672, "1911")
                .Text(75, 658, "Adze").Text(163, 658, "7").Text(200, 658, "44").Text(250, 658, "1787").ReadAsync(),
            StringComparison.Ordinal);

    [Theory, InlineData("1,987,001", 194.5, "2,031,773", true), InlineData("987", 222.3, "031", false)]
    public async Task Read_FiguresASpaceApart_ArePartedUnlessTheyMayBeGroupsOfDigits(string left, double at, string right, bool areParted)
    {
        var page = new PageBuilder().Text(75, 760, Above);
        for (var row = 0; row < 4; row++)
            page.Text(75, 700 - (14 * row), "Region").Text(200, 700 - (14 * row), $"{12 + row}").Text(250, 700 - (14 * row), $"{90 + row}");
        var text = await page.Text(75, 644, "Sum").Text(at, 644, left).Text(241, 644, right).ReadAsync();
        Assert.Equal(areParted, text.Contains($"<td>{left}</td><td>{right}</td>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_WideSpacesOfALineBelowATable_PartNoColumns()
    {
        var page = new PageBuilder().Text(75, 760, Above);
        for (var row = 0; row < 5; row++)
            page.Text(75, 700 - (14 * row), $"Tool {row}").Text(200, 700 - (14 * row), $"{12 + row}")
                .Text(330, 700 - (14 * row), $"{1890 + row}");
        const string line = "All of these are kept within the old house by the lake that is seen";
        Assert.EndsWith($"</table>\n\n{line}", await page.Raw($"BT /F1 10 Tf 3.5 Tw 75 630 Td ({line}) Tj ET").ReadAsync(),
            StringComparison.Ordinal);
    }
}
