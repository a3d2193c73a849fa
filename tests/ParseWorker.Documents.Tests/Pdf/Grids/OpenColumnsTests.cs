namespace ParseWorker.Documents.Tests.Pdf.Grids;

/// <summary>Vertical rules that a grid leaves out.</summary>
public sealed class OpenColumnsTests
{
    [Fact]
    public async Task Read_FiguresInColumnsBesideTheOnlyVerticalRule_KeepTheirColumns() =>
        Assert.Equal(
            TableText.Of(["Part", "Weight", "Length"], ["Handle", "12", "30"], ["Head", "340", "9"], ["Wedge", "7", "4"]),
            await OneRule(712, 694, 640).Row(700, "Part", "Weight", "Length").Row(682, "Handle", "12", "30").Row(664, "Head", "340", "9")
                .Row(646, "Wedge", "7", "4").ReadAsync());

    [Fact]
    public async Task Read_TitleOverColumnsBesideTheOnlyVerticalRule_SpansThem() =>
        Assert.StartsWith(
            "<table>\n<thead>\n<tr><th rowspan=\"2\">Part</th><th colspan=\"2\">Measured in millimetres and grams</th></tr>\n"
                + "<tr><th>Weight</th><th>Length</th></tr>\n</thead>\n<tbody>\n<tr><td>Handle</td><td>12</td><td>30</td></tr>",
            await OneRule(730, 694, 640).Text(175, 718, "Measured in millimetres and grams").Row(700, "Part", "Weight", "Length")
                .Row(682, "Handle", "12", "30").Row(664, "Head", "340", "9").Row(646, "Wedge", "7", "4").ReadAsync(),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("Made of oak", "Made of steel", "Made of ash")]
    public async Task Read_LinesWithoutColumnsBesideTheOnlyVerticalRule_AreOneCellEach(params string[] made) =>
        Assert.Equal(
            TableText.Of(["Part", "Material"], ["Handle", made[0]], ["Head", made[1]], ["Wedge", made[2]]),
            await new PageBuilder().Grid([70, 170, 370], [712, 694, 676, 658, 640]).Row(700, "Part", "Material").Row(682, "Handle", made[0])
                .Row(664, "Head", made[1]).Row(646, "Wedge", made[2]).ReadAsync());

    [Fact]
    public async Task Read_OneCellWithAGap_IsNotParted() =>
        Assert.Equal(
            TableText.Of(["Part", "Material"], ["Handle", "oak or ash"], ["Head", "steel"], ["Wedge", "beech"]),
            await new PageBuilder().Grid([70, 170, 370], [712, 694, 676, 658, 640]).Row(700, "Part", "Material")
                .Row(682, "Handle", "oak", "or ash").Row(664, "Head", "steel").Row(646, "Wedge", "beech").ReadAsync());

    private static PageBuilder OneRule(params double[] rows) =>
        rows.Aggregate(new PageBuilder().Rule(170, rows[^1], 170, rows[0]), (page, at) => page.Rule(70, at, 370, at));
}
