using System.Globalization;

namespace ParseWorker.Documents.Tests.Pdf.Fragments;

public sealed class GutterTests
{
    private static readonly string[] Words = ["temple", "of", "Juno", "which", "stood", "on", "the", "site", "records", "a", "freedman"];

    [Fact]
    public async Task Read_RecognizedTextWithSpacesOfAnEm_KeepsItsLinesWhole()
    {
        var page = new PageBuilder();
        for (var row = 0; row < 40; row++) Recognized(page, row, LineOf(row, 0));

        Assert.Equal(string.Join(' ', Enumerable.Range(0, 40).SelectMany(row => LineOf(row, 0))), WithoutBreaks(await page.ReadAsync()));
    }

    [Fact]
    public async Task Read_RecognizedTextInColumnsAsFarApartAsItsWords_ReadsThemOneAfterTheOther()
    {
        var page = new PageBuilder();
        for (var row = 0; row < 40; row++) Recognized(page, row, Justified(row, 0), Justified(row, 3));

        Assert.Equal(
            string.Join(' ', Enumerable.Range(0, 80).SelectMany(row => row < 40 ? Justified(row, 0) : Justified(row - 40, 3))),
            WithoutBreaks(await page.ReadAsync()));
    }

    [Fact]
    public async Task Read_SpacesBelowEachOtherInAFewRows_AreSpaces()
    {
        var page = new PageBuilder();
        for (var row = 0; row < 6; row++)
            Set(page, 700 - 12 * row, $"the first half of line {Letter(row)}", 0.45, $"the second half {Letter(row)}");

        Assert.Equal(
            string.Join(' ', Enumerable.Range(0, 6).Select(row => $"the first half of line {Letter(row)} the second half {Letter(row)}")),
            await page.ReadAsync());
    }

    [Fact]
    public async Task Read_NarrowGutterBesideALargePageNumber_PartsColumns()
    {
        var page = new PageBuilder().Text(72, 720, "546", size: 14).Text(140, 720, "MANCHESTER", size: 14);
        for (var row = 0; row < 12; row++)
            Set(page, 700 - 8 * row, $"the left column line {Letter(row)}", 1.1, $"the right column {Letter(row)}", size: 6);

        Assert.EndsWith(
            string.Join(' ', Enumerable.Range(0, 12).Select(row => $"the right column {Letter(row)}")),
            await page.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_RecognizedTextWithSpacesThatItsFontLeavesNoRoomFor_KeepsThem() =>
        Assert.Equal(
            "such laser light",
            await new PageBuilder().Raw("BT /F1 12 Tf 3 Tr 72 700 Td [(such ) 265 (laser ) 265 (light)] TJ ET").ReadAsync());

    [Theory]
    [InlineData(120, 26, "the words of a newspaper")]
    [InlineData(120, 2, "thewordsofanewspaper")]
    public async Task Read_WordsSetTight_AreApartWhereThePageSetsThemSo(int space, int rows, string first)
    {
        var page = new PageBuilder();
        string[] words = ["the", "words", "of", "a", "newspaper", "stand", "close", "to", "each", "other"];
        for (var row = 0; row < rows; row++)
        {
            var set = string.Join($" -{space + (row > 0 ? 60 : 0)} ", words.Select(word => $"({word})"));
            page.Raw(string.Create(CultureInfo.InvariantCulture, $"BT /F1 8 Tf 72 {700 - 10 * row} Td [{set}] TJ ET"));
        }

        Assert.StartsWith(first, await page.ReadAsync(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> LineOf(int row, int first) =>
        Enumerable.Range(0, 9).Select(at => Words[(first + row * 5 + at * (row % 3 + 1)) % Words.Length]);

    /// <summary>Words of three to seven letters: in whatever order, the line is as wide.</summary>
    private static IEnumerable<string> Justified(int row, int first)
    {
        var words = Enumerable.Range(0, 5).Select(at => new string("nuhbdpq"[(row + at) % 7], 3 + (at * (row % 4 + 1) + row + first) % 5));
        return row % 3 == 0 ? words.Reverse() : words;
    }

    private static char Letter(int row) => (char)('a' + row);

    private static string WithoutBreaks(string text) => text.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal);

    private static void Recognized(PageBuilder page, int row, IEnumerable<string> words, IEnumerable<string>? column = null)
    {
        var operators = string.Create(CultureInfo.InvariantCulture, $"BT /F1 6 Tf 3 Tr 72 {700 - 8 * row} Td [{Spaced(words)}] TJ");
        if (column is not null) operators += $" 112 0 Td [{Spaced(column)}] TJ";
        page.Raw(operators + " ET");
    }

    private static string Spaced(IEnumerable<string> words) => string.Join(" -900 ", words.Select(word => $"({word})"));

    private static void Set(PageBuilder page, double baseline, string one, double gap, string other, double size = 10) =>
        page.Raw(string.Create(CultureInfo.InvariantCulture,
            $"BT /F1 {size} Tf 72 {baseline} Td [({one}) {-1000 * gap} ({other})] TJ ET"));
}
