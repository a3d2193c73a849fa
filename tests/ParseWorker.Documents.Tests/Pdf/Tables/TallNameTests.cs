using System.Text.RegularExpressions;

namespace ParseWorker.Documents.Tests.Pdf.Tables;

/// <summary>Names that count for several rows, between horizontal rules alone.</summary>
public sealed partial class TallNameTests
{
    [Fact]
    public async Task Read_NamesBesideTheMiddleOfTheirRows_CountForThese() =>
        Assert.Equal(
            "<table>\n<thead>\n<tr><th>Group</th><th>Part</th><th>Weight</th></tr>\n</thead>\n<tbody>\n"
                + "<tr><td rowspan=\"3\">Wood</td><td>Handle</td><td>12</td></tr>\n<tr><td>Wedge</td><td>30</td></tr>\n"
                + "<tr><td>Peg</td><td>7</td></tr>\n<tr><td rowspan=\"3\">Steel</td><td>Head</td><td>340</td></tr>\n"
                + "<tr><td>Nail</td><td>9</td></tr>\n<tr><td>Ring</td><td>44</td></tr>\n</tbody>\n</table>",
            await Ruled(714, 694, 580).Row(700, "Group", "Part", "Weight").Row(680, "", "Handle", "12").Row(662, "Wood", "Wedge", "30")
                .Row(644, "", "Peg", "7").Row(626, "", "Head", "340").Row(608, "Steel", "Nail", "9").Row(590, "", "Ring", "44")
                .ReadAsync());

    [Fact]
    public async Task Read_NamesBetweenTwoRows_CountForBoth() =>
        Assert.Equal(
            "<table>\n<thead>\n<tr><th>Group</th><th>Weight</th><th>Length</th></tr>\n</thead>\n<tbody>\n"
                + "<tr><td rowspan=\"2\">Wood</td><td>12</td><td>30</td></tr>\n<tr><td>30</td><td>14</td></tr>\n"
                + "<tr><td rowspan=\"2\">Steel</td><td>340</td><td>9</td></tr>\n<tr><td>95</td><td>7</td></tr>\n</tbody>\n</table>",
            await Ruled(714, 696, 636).Row(700, "Group", "Weight", "Length").Row(686, "", "12", "30").Row(679, "Wood")
                .Row(672, "", "30", "14").Row(658, "", "340", "9").Row(651, "Steel").Row(644, "", "95", "7").ReadAsync());

    [Fact]
    public async Task Read_NamesBesideEveryOtherRow_CountForTheirOwnAlone() =>
        Assert.Equal(
            TableText.Of(["Part", "Weight", "Length"], ["Handle", "12", "30"], ["", "(0.1)", "(0.2)"], ["Head", "340", "9"],
                ["", "(1.4)", "(0.3)"], ["Wedge", "7", "4"], ["", "(0.2)", "(0.2)"]),
            await Ruled(714, 694, 580).Row(700, "Part", "Weight", "Length").Row(680, "Handle", "12", "30").Row(662, "", "(0.1)", "(0.2)")
                .Row(644, "Head", "340", "9").Row(626, "", "(1.4)", "(0.3)").Row(608, "Wedge", "7", "4").Row(590, "", "(0.2)", "(0.2)")
                .ReadAsync());

    public static TheoryData<string, string> Crossed => new()
    {
        { "no column below the name", Ruled(714, 694, 660).Row(700, "", "Weight", "Length").Row(682, "", "12", "30").Text(75, 675, "Wood")
            .Row(668, "", "14", "33").Operators },
        { "a title alone in the band", Ruled(714, 694, 600).Row(700, "Group", "Weight", "Length").Row(682, "", "340", "9")
            .Text(190, 668, "Panel").Row(654, "", "12", "30").Text(75, 647, "Wood").Row(640, "", "14", "33").Operators },
        { "a title over all columns right above", Ruled(714, 680, 630).Text(175, 704, "Measures").Text(75, 697, "Part")
            .Row(690, "", "Weight", "Length").Row(668, "Wood", "12", "30").Row(654, "Steel", "14", "33").Operators },
    };

    // What stands in the way of a name's cell, or of its column, costs no text.
    [Theory, MemberData(nameof(Crossed))]
    public async Task Read_NamesThatHaveNoPlaceOfTheirOwn_AreKept(string way, string page)
    {
        var text = await new PageBuilder().Raw(page).ReadAsync();

        foreach (Match shown in Shown().Matches(page))
            Assert.True(Regex.Count(text, $@"\b{shown.Groups[1]}\b") == 1, $"{way}: {shown.Groups[1]} is not once in {text}");
    }

    [GeneratedRegex(@"\((\w+)\) Tj")]
    private static partial Regex Shown();

    private static PageBuilder Ruled(params double[] rules) =>
        rules.Aggregate(new PageBuilder(), (page, at) => page.Rule(70, at, 370, at));
}
