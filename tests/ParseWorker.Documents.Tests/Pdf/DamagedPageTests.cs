using ParseWorker.Core.Errors;
using ParseWorker.Testing.Documents;

namespace ParseWorker.Documents.Tests.Pdf;

public sealed class DamagedPageTests
{
    /// <summary>Object 7 is the content of good pages when there are three.</summary>
    private const string Good = "/MediaBox [0 0 612 792] /Contents 7 0 R";

    /// <summary>Its size is no size.</summary>
    private const string Damaged = "/MediaBox [(no) (size)] /Contents 7 0 R";

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public async Task Read_OneDamagedPage_CostsThatPage(int at)
    {
        string[] entries = [Good, Good, Good];
        entries[at] = Damaged;

        var pages = await Parsed.PagesAsync(RawPdf.Pages(entries), "a.pdf");

        Assert.Equal(ParseErrorCodes.PageUnreadable, pages[at].Failure?.Code);
        Assert.All(pages.Where(page => page.Number != at + 1), page => Assert.Null(page.Failure));
        Assert.Equal(
            entries.Select(entry => entry == Good ? "A page with text." : ""), await Parsed.TextsAsync(RawPdf.Pages(entries), "a.pdf"));
    }

    [Fact]
    public async Task Read_DamagedPage_FailsAlikeWhereverReadingBegins() =>
        Assert.Equal(ParseErrorCodes.PageUnreadable,
            (await Parsed.PagesAsync(RawPdf.Pages(Good, Good, Damaged), "a.pdf", firstPage: 3))[0].Failure?.Code);

    [Fact]
    public async Task Read_EveryPageDamaged_IsRefusedAsCorrupt() =>
        Assert.Equal(ParseErrorCodes.DocumentCorrupt, (await Parsed.ErrorAsync(RawPdf.Pages(Damaged, Damaged, Damaged), "a.pdf")).Code);
}
