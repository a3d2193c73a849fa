namespace ParseWorker.Documents.Tests.Pdf.Headings;

public sealed class HeadingScaleTests
{
    private static readonly string[] Filler =
        [.. Enumerable.Range(1, 12).Select(number => $"line number {number} of the text that the page is filled with,")];

    [Fact]
    public async Task Read_SameSizeOnTwoPages_IsTheSameLevel()
    {
        var texts = await Parsed.TextsAsync(PageBuilder.Pdf(Page(("Title", 24), ("First", 16)), Page(("Second", 16))), "a.pdf");
        Assert.StartsWith("# Title\n\n## First\n\n", texts[0], StringComparison.Ordinal);
        Assert.StartsWith("## Second\n\n", texts[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_SizesThatHardlyDiffer_AreTheSameLevel()
    {
        var texts = await Parsed.TextsAsync(PageBuilder.Pdf(Page(("Title", 24), ("First", 16)), Page(("Second", 15.4))), "a.pdf");
        Assert.StartsWith("## Second\n\n", texts[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_BoldHeadingOfTheBodysSize_StandsBelowAllSizes()
    {
        var texts = await Parsed.TextsAsync(PageBuilder.Pdf(Page(("Title", 24), ("First", 16)), Page(("Point", 10))), "a.pdf");
        Assert.StartsWith("### Point\n\n", texts[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_PageWithNothingButATitle_HasAHeading() =>
        Assert.Equal("# Appendix", (await Parsed.TextsAsync(
            PageBuilder.Pdf(new PageBuilder().Text(72, 400, "Appendix", size: 24), Page(("First", 16))), "a.pdf"))[0]);

    [Fact]
    public async Task Read_CoverSetInSizesOfItsOwn_TakesOneLevel()
    {
        var cover = new PageBuilder().Text(72, 600, "The Plan", size: 40).Text(72, 500, "How it was made", size: 30)
            .Text(72, 400, "July", size: 20).Text(72, 100, "printed by its makers");
        var texts = await Parsed.TextsAsync(PageBuilder.Pdf(cover, Page(("Chapter", 24), ("First", 16))), "a.pdf");
        Assert.StartsWith("# The Plan\n\n", texts[0], StringComparison.Ordinal);
        Assert.StartsWith("## Chapter\n\n### First\n\n", texts[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_BodyAmongSmallerNotes_IsNoHeading()
    {
        var notes = new PageBuilder().Text(72, 740, "A line of the body", size: 10);
        for (var line = 0; line < 12; line++) notes.Text(72, 700 - 9 * line, Filler[line], size: 7);
        Assert.StartsWith("A line of the body\n\n",
            (await Parsed.TextsAsync(PageBuilder.Pdf(Page(("First", 16)), Page(("Second", 16)), notes), "a.pdf"))[2],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_MoreSizesThanLevels_StaysWithinSix()
    {
        var texts = await Parsed.TextsAsync(
            PageBuilder.Pdf(Page(("A", 40), ("B", 34), ("C", 28), ("D", 24)), Page(("E", 20), ("F", 16), ("G", 13), ("H", 10))), "a.pdf");
        Assert.DoesNotContain("#######", string.Concat(texts), StringComparison.Ordinal);
        Assert.Contains("###### H", texts[1], StringComparison.Ordinal);
    }

    /// <summary>Levels, in a long document too, are the document's: a retried parse goes on with the ones it began with.</summary>
    [Fact]
    public async Task Read_WhereverReadingBegins_GivesTheSamePages()
    {
        var pdf = PageBuilder.Pdf([
            Page(("Title", 24), ("First", 16)),
            .. Enumerable.Range(2, 29).Select(number => Page(($"Part {number}", number % 3 == 0 ? 16 : 13)))]);
        var whole = await Parsed.TextsAsync(pdf, "a.pdf");
        Assert.StartsWith("### Part 29", whole[28], StringComparison.Ordinal);
        for (var first = 2; first <= 30; first++)
            Assert.Equal(whole.Skip(first - 1), await Parsed.TextsAsync(pdf, "a.pdf", firstPage: first));
    }

    [Fact]
    public async Task Read_DamagedPageInTheSample_CostsThatPageOnly()
    {
        var pdf = PageBuilder.Pdf(Page(("Title", 24), ("First", 16)), Page(("Lost", 16)), Page(("Third", 16)));
        var damaged = System.Text.Encoding.Latin1.GetBytes(System.Text.Encoding.Latin1.GetString(pdf).Replace(
            "/Parent 2 0 R /MediaBox [0 0 612 792] /Contents 8 0 R", "/Parent 2 0 R /MediaBox [(n) (o) 612 792] /Contents 8 0 R",
            StringComparison.Ordinal));
        var pages = await Parsed.PagesAsync(damaged, "a.pdf");
        Assert.NotNull(pages[1].Failure);
        Assert.StartsWith("## Third\n\n", (await Parsed.TextsAsync(damaged, "a.pdf"))[2], StringComparison.Ordinal);
    }

    private static PageBuilder Page(params (string Title, double Size)[] headings)
    {
        var page = new PageBuilder();
        var top = 740.0;
        foreach (var (title, size) in headings)
        {
            page.Text(72, top, title, size, bold: size == 10);
            top -= size + 24;
        }
        return page.Lines(72, top, Filler);
    }
}
