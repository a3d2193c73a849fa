namespace ParseWorker.Documents.Tests.Pdf.Grids;

public sealed class DrawnGridTests
{
    [Fact]
    public async Task Read_FiguresBelowEachOtherInARuledRow_AreRowsOfTheirOwn() =>
        Assert.Equal(
            TableText.Of(["Part", "Weight", "Length"], ["Handle", "12", "30"], ["Head", "340", "9"]),
            await new PageBuilder().Grid([70, 170, 270, 370], [712, 694, 664])
                .Row(700, "Part", "Weight", "Length").Row(682, "Handle", "12", "30").Row(670, "Head", "340", "9").ReadAsync());

    [Fact]
    public async Task Read_WordsBelowEachOtherInARuledRow_AreOneCell() =>
        Assert.Equal(
            TableText.Of(["Part", "Made of", "Length"], ["Long handle", "Hard wood", "30"]),
            await new PageBuilder().Grid([70, 170, 270, 370], [712, 694, 664])
                .Row(700, "Part", "Made of", "Length").Row(682, "Long", "Hard", "30").Row(670, "handle", "wood").ReadAsync());

    [Fact]
    public async Task Read_BodyRuledByRowsBelowAHeaderRuledByColumns_KeepsItsColumns() =>
        Assert.Equal(
            TableText.Of(["Part", "Weight", "Length"], ["Handle", "12", "30"], ["Head", "340", "9"], ["Wedge", "7", "4"]),
            await new PageBuilder().Grid([70, 370], [712, 694, 676, 658, 640]).Rule(170, 694, 170, 712).Rule(270, 694, 270, 712)
                .Row(700, "Part", "Weight", "Length").Row(682, "Handle", "12", "30").Row(664, "Head", "340", "9")
                .Row(646, "Wedge", "7", "4").ReadAsync());

    [Fact]
    public async Task Read_RowsWithoutLinesInOneColumn_ArePartedAsThoseBeside() =>
        Assert.Equal(
            "<table>\n<thead>\n<tr><th>No.</th><th>Name</th></tr>\n</thead>\n<tbody>\n<tr><td>1</td><td>First of them</td></tr>\n"
                + "<tr><td>2</td><td>Second of them</td></tr>\n<tr><td>3</td><td>Third of them</td></tr>\n</tbody>\n</table>",
            await Numbered("1", "2", "3").ReadAsync());

    [Theory]
    [InlineData(0, "", "all", "", "all")]
    [InlineData(6, "all", "of", "these", "all of these")]
    public async Task Read_TallCellWhoseTextStandsElsewhere_StaysOneCell(
        double raised, string first, string second, string third, string text) =>
        Assert.Contains(
            $"<tr><td rowspan=\"3\">{text}</td><td>First of them</td></tr>",
            await Numbered(first, second, third, raised).ReadAsync(),
            StringComparison.Ordinal);

    [Fact]
    public async Task Read_LineThatPartsNoCells_MakesNoColumn() =>
        Assert.Equal(
            "<table>\n<thead>\n<tr><th>Name</th><th>Size</th></tr>\n</thead>\n<tbody>\n<tr><td>One</td><td>1</td></tr>\n</tbody>\n</table>",
            await new PageBuilder()
                .Grid([70, 170, 370], [720, 700, 680])
                .Rule(270, 700, 270, 708)
                .Text(75, 706, "Name").Text(175, 706, "Size")
                .Text(75, 686, "One").Text(175, 686, "1")
                .ReadAsync());

    /// <summary>Names between lines; the numbers before them have a line above the first and below the last one only.</summary>
    private static PageBuilder Numbered(string first, string second, string third, double raised = 0)
    {
        var page = new PageBuilder()
            .Rule(70, 720, 270, 720).Rule(70, 700, 270, 700).Rule(100, 680, 270, 680).Rule(100, 660, 270, 660).Rule(70, 640, 270, 640)
            .Rule(70, 640, 70, 720).Rule(100, 640, 100, 720).Rule(270, 640, 270, 720)
            .Text(75, 706, "No.").Text(105, 706, "Name")
            .Text(105, 686, "First of them").Text(105, 666, "Second of them").Text(105, 646, "Third of them");
        foreach (var (number, baseline) in new[] { (first, 686), (second, 666), (third, 646) })
            if (number.Length > 0) page.Text(75, baseline + raised, number);
        return page;
    }
}
