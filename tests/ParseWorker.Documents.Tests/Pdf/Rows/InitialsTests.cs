namespace ParseWorker.Documents.Tests.Pdf.Rows;

public sealed class InitialsTests
{
    private const string First = "he foreign drainage measures the permit", Second = "for late testimony and the technical",
        Third = "distribution covers the currency of a year", Fourth = "and so does the reported number of a treaty.";

    [Theory]
    [InlineData(700 - 24)]
    [InlineData(700 - 26)]
    [InlineData(700 - 22)]
    public async Task Read_InitialOfThreeLines_BeginsTheFirst(double baseline) =>
        Assert.Equal($"T{First} {Second} {Third} {Fourth}", await Lines(left: 98).Text(72, baseline, "T", size: 44).ReadAsync());

    [Fact]
    public async Task Read_InitialsOfTwoColumns_BeginTheFirstLineOfEach() =>
        Assert.Equal(
            $"T{First} {Second} {Third} {Fourth}\n\nS{First} {Second} {Third} {Fourth}",
            await Lines(Lines(left: 98).Text(72, 676, "T", size: 44), 386, 360).Text(360, 676, "S", size: 40).ReadAsync());

    [Fact]
    public async Task Read_LargeFigureBesideItsLabel_StaysAWordOfItsOwn() =>
        Assert.DoesNotContain("3he", await Lines(left: 98).Text(72, 676, "3", size: 44).ReadAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task Read_LinesBesideALargeTitle_StayLines()
    {
        var text = await Lines(left: 250).Text(72, 680, "OUR CITY", size: 34).ReadAsync();

        Assert.All(new[] { First, Second, Third }, line => Assert.Contains(line, text, StringComparison.Ordinal));
    }

    private static PageBuilder Lines(double left) => Lines(new(), left, 72);

    private static PageBuilder Lines(PageBuilder page, double left, double below) =>
        page.Text(left, 700, First).Text(left, 688, Second).Text(left, 676, Third).Text(below, 664, Fourth);
}
