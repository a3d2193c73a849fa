namespace ParseWorker.Documents.Tests.Pdf.Headings;

public sealed class PlainHeadingTests
{
    private static readonly string[] Text =
        ["The quick brown fox jumps over the lazy dog and goes", "on to say that it will do so again whenever it is asked"];

    [Fact]
    public async Task Read_CapitalsRightAboveText_AreAHeading() =>
        Assert.Equal($"# GENERAL TERMS\n\n{string.Join(' ', Text)}",
            await new PageBuilder().Text(72, 700, "GENERAL TERMS").Lines(72, 682, Text).ReadAsync());

    [Theory]
    [InlineData("EU UN WHO")]
    [InlineData("THE END OF IT.")]
    [InlineData("AB 7 12 345 678 901")]
    public async Task Read_AbbreviationsSentencesAndNumbersInCapitals_AreText(string line) =>
        Assert.Equal($"{line}\n\n{string.Join(' ', Text)}", await new PageBuilder().Text(72, 700, line).Lines(72, 682, Text).ReadAsync());

    [Fact]
    public async Task Read_RunningHeaderInCapitals_IsText() =>
        Assert.StartsWith("THE BOOK CHAPTER",
            await new PageBuilder().Text(72, 700, "THE BOOK").Text(300, 700, "CHAPTER").Lines(72, 682, Text).ReadAsync(),
            StringComparison.Ordinal);

    [Fact]
    public async Task Read_CapitalsFarAboveText_AreText() =>
        Assert.StartsWith("GENERAL TERMS", await new PageBuilder().Text(72, 740, "GENERAL TERMS").Lines(72, 682, Text).ReadAsync(),
            StringComparison.Ordinal);

    [Fact]
    public async Task Read_SectionNumberOfTwoLevelsRightAboveText_IsAHeading() =>
        Assert.Equal($"# 2.1 Study area\n\n{string.Join(' ', Text)}",
            await new PageBuilder().Text(72, 700, "2.1 Study area").Lines(72, 682, Text).ReadAsync());

    [Fact]
    public async Task Read_NumberedClauseThatIsASentence_IsText() =>
        Assert.StartsWith("2.1 The supplier shall deliver.",
            await new PageBuilder().Text(72, 700, "2.1 The supplier shall deliver.").Lines(72, 682, Text).ReadAsync(),
            StringComparison.Ordinal);

    [Fact]
    public async Task Read_BoldHeadingsOfOneSize_StandBelowEachOtherByTheirNumbers() =>
        Assert.Equal(
            $"# 1 Scope\n\n{string.Join(' ', Text)}\n\n## 1.1 Terms\n\n{string.Join(' ', Text)}\n\n### 1.1.1 Parts\n\n"
                + $"{string.Join(' ', Text)}\n\n# 2 Use\n\n{string.Join(' ', Text)}",
            await new PageBuilder()
                .Text(72, 740, "1 Scope", bold: true).Lines(72, 722, Text)
                .Text(72, 680, "1.1 Terms", bold: true).Lines(72, 662, Text)
                .Text(72, 620, "1.1.1 Parts", bold: true).Lines(72, 602, Text)
                .Text(72, 560, "2 Use", bold: true).Lines(72, 542, Text)
                .ReadAsync());
}
