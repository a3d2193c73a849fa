namespace ParseWorker.Documents.Tests.Pdf;

public sealed class CapitalLineTests
{
    private static readonly string[] Text = ["The quick brown fox jumps over the lazy dog and goes", "on to say that it will do so again whenever it is asked"];

    [Fact]
    public async Task Read_CapitalsRightAboveText_AreAHeading() =>
        Assert.Equal($"# GENERAL TERMS\n\n{string.Join(' ', Text)}", await new PageBuilder().Text(72, 700, "GENERAL TERMS").Lines(72, 682, Text).ReadAsync());

    [Theory]
    [InlineData("EU UN WHO")]
    [InlineData("THE END OF IT.")]
    [InlineData("AB 7 12 345 678 901")]
    public async Task Read_AbbreviationsSentencesAndNumbersInCapitals_AreText(string line) =>
        Assert.Equal($"{line}\n\n{string.Join(' ', Text)}", await new PageBuilder().Text(72, 700, line).Lines(72, 682, Text).ReadAsync());

    [Fact]
    public async Task Read_RunningHeadInCapitals_IsText() =>
        Assert.StartsWith("THE BOOK CHAPTER", await new PageBuilder().Text(72, 700, "THE BOOK").Text(300, 700, "CHAPTER").Lines(72, 682, Text).ReadAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task Read_CapitalsFarAboveText_AreText() =>
        Assert.StartsWith("GENERAL TERMS", await new PageBuilder().Text(72, 740, "GENERAL TERMS").Lines(72, 682, Text).ReadAsync(), StringComparison.Ordinal);
}
