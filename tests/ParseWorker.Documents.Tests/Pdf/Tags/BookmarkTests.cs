using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Pdf.Tags;

public sealed class BookmarkTests
{
    private static readonly string[] Filler =
        [.. Enumerable.Range(1, 8).Select(number => $"line number {number} of the text that the page is filled with,")];

    /// <summary>Object numbers of two pages' page objects, and of the first object after them.</summary>
    private const int FirstPage = 5, SecondPage = 7, Root = 9;

    [Fact]
    public async Task Read_LineThatABookmarkNames_IsAHeadingOfItsLevel()
    {
        var texts = await ReadAsync(Entry(Root, "Of the ferry", FirstPage, $"/First {Root + 2} 0 R"),
            Entry(Root + 1, "When it leaves", SecondPage));
        Assert.StartsWith("# Of the ferry\n\nline number 1", texts[0], StringComparison.Ordinal);
        Assert.StartsWith("## When it leaves\n\nline number 1", texts[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_SinglePage_HasTheHeadingsOfItsBookmarksToo()
    {
        const int root = SecondPage;
        var page = new PageBuilder().Lines(72, 740, ["Of the ferry", .. Filler]);
        var pdf = RawPdf.Document([page.Operators], $"/Outlines {root} 0 R",
            [$"<< /Type /Outlines /First {root + 1} 0 R >>", Entry(root, "Of the ferry", FirstPage)]);
        Assert.StartsWith("# Of the ferry\n\n", Assert.Single(await Parsed.TextsAsync(pdf, "a.pdf")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_BookmarkOfAnotherPage_TellsNothing()
    {
        var texts = await ReadAsync(Entry(Root, "Of the ferry", SecondPage));
        Assert.StartsWith("Of the ferry line number 1", texts[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_BookmarkWithoutTheHeadingsNumber_NamesItAllTheSame()
    {
        var texts = await ReadAsync(["2.1 Of the ferry", "When it leaves"], Entry(Root, "Of the Ferry", FirstPage));
        Assert.StartsWith("# 2.1 Of the ferry\n\n", texts[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_HeadingsThatBookmarksLeaveOut_StandWithThoseOfTheirSize()
    {
        var pages = new[]
        {
            new PageBuilder().Text(72, 740, "Told", size: 16).Lines(72, 700, Filler),
            new PageBuilder().Text(72, 740, "Untold", size: 16).Text(72, 700, "Bold", bold: true).Lines(72, 670, Filler),
        };
        var texts = await Parsed.TextsAsync(
            Document(pages, Entry(Root, "Over it", FirstPage, $"/First {Root + 2} 0 R"), Entry(Root + 1, "Told", FirstPage)), "a.pdf");
        Assert.StartsWith("## Told\n\n", texts[0], StringComparison.Ordinal);
        Assert.StartsWith("## Untold\n\n### Bold\n\n", texts[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/First 10 0 R")] // itself
    [InlineData("/Next 10 0 R")]
    [InlineData("/First 9 0 R")] // the root
    [InlineData("/First 99 0 R")] // nothing
    [InlineData("/First (text)")]
    public async Task Read_OutlineInACircleOrDamaged_IsReadWithoutIt(string link)
    {
        var texts = await ReadAsync(Entry(Root, "Of the ferry", FirstPage, link));
        Assert.Contains("Of the ferry", texts[0], StringComparison.Ordinal);
        Assert.Contains("When it leaves", texts[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/First")]
    [InlineData("/Next")]
    public async Task Read_OutlineWithoutEnd_IsReadWithoutIt(string link)
    {
        var entries = Enumerable.Range(0, 50_000)
            .Select(at => Entry(Root + at, "Of the ferry", FirstPage, at < 49_999 ? $"{link} {Root + at + 2} 0 R" : "")).ToArray();
        Assert.StartsWith("Of the ferry line number 1", (await ReadAsync(entries))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_BookmarksThatNameEveryLine_LoseNoText()
    {
        var entries = Filler
            .Select((line, at) => Entry(Root + at, line, FirstPage, at < Filler.Length - 1 ? $"/Next {Root + at + 2} 0 R" : "")).ToArray();
        var text = (await ReadAsync(entries))[0];
        Assert.All(Filler, line => Assert.Contains(line, text, StringComparison.Ordinal));
    }

    private static Task<IReadOnlyList<string>> ReadAsync(params string[] entries) => ReadAsync(["Of the ferry", "When it leaves"], entries);

    /// <summary>Two pages, whose titles look like the text below them.</summary>
    private static Task<IReadOnlyList<string>> ReadAsync(string[] titles, params string[] entries) =>
        Parsed.TextsAsync(Document([.. titles.Select(title => new PageBuilder().Lines(72, 740, [title, .. Filler]))], entries), "a.pdf");

    private static byte[] Document(IReadOnlyList<PageBuilder> pages, params string[] entries) =>
        RawPdf.Document([.. pages.Select(page => page.Operators)], $"/Outlines {Root} 0 R",
            [$"<< /Type /Outlines /First {Root + 1} 0 R >>", .. entries]);

    /// <summary>The object after number <paramref name="before"/>.</summary>
    private static string Entry(int before, string title, int page, string links = "") =>
        $"<< /Parent {before} 0 R /Title ({title}) /Dest [{page} 0 R /Fit] {links} >>";
}
