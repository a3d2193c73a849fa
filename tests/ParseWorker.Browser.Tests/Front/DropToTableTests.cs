using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ParseWorker.Testing.Documents;
using static Microsoft.Playwright.Assertions;

namespace ParseWorker.Browser.Tests.Front;

/// <summary>From a file on the desktop to its text, as somebody without a client gets it.</summary>
[Trait("Needs", "Hosts")]
public sealed class DropToTableTests(BrowserFixture service)
{
    /// <summary>Whether something dark was drawn.</summary>
    private const string HasInk =
        """
        canvas => {
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          return data.some((value, at) => at % 4 === 0 && value < 100);
        }
        """;

    [Fact]
    public async Task Sheet_ThatIsDropped_IsShownAsATable()
    {
        await using var tab = await service.OpenAsync();
        await tab.EnterAsync(await service.CreateKeyAsync("sheets"));
        await Expect(tab.Page.Locator("#empty")).ToHaveTextAsync("Nothing was parsed here yet.");
        await tab.ShootAsync("page-empty");

        await tab.DropAsync("census.xlsx", SampleFiles.Sheet);

        await tab.StandsAtAsync("Completed");
        await Expect(tab.Page.Locator(".text table tr").Nth(1)).ToContainTextAsync("Connecticut");
        await Expect(tab.Row("census.xlsx").Locator(".badge")).ToHaveTextAsync("Completed");
        await tab.ShootAsync("page-table");
        await tab.IsAccessibleAsync();
        tab.IsSound();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Pdf_ThatIsChosen_IsShownBesideItsImage(ColorScheme scheme)
    {
        await using var tab = await service.OpenAsync(1440, scheme);
        await tab.EnterAsync(await service.CreateKeyAsync($"reports-{scheme}".ToLowerInvariant()));

        await tab.ChooseAsync(("report.pdf", SampleFiles.Report));

        await tab.StandsAtAsync("Completed");
        var canvas = tab.Page.GetByRole(AriaRole.Img, new() { Name = "Page 1 of report.pdf" });
        await Expect(canvas).ToBeVisibleAsync();
        Assert.True(await canvas.EvaluateAsync<bool>(HasInk), "The image of the page is empty.");
        await Expect(tab.Page.Locator(".text table")).ToContainTextAsync("Doctorate-granting");
        await tab.ShootAsync($"page-pdf-{scheme}".ToLowerInvariant());
        await tab.IsAccessibleAsync();
        tab.IsSound();
    }

    [Fact]
    public async Task Page_OnAPhone_FitsItsWidth()
    {
        await using var tab = await service.OpenAsync(360);
        await tab.Page.GotoAsync("/");
        await Expect(tab.Page.GetByLabel("Your API key")).ToBeFocusedAsync();
        await tab.ShootAsync("phone-key");
        await tab.FitsAsync();
        await tab.EnterAsync(await service.CreateKeyAsync("phones"));

        await tab.ChooseAsync(("report.pdf", SampleFiles.Report));
        await tab.StandsAtAsync("Completed");
        await Expect(tab.Page.Locator(".image canvas")).ToBeVisibleAsync();

        await tab.FitsAsync();
        await tab.ShootAsync("phone-document");
        await tab.ShootAsync("phone-document-whole", whole: true);
        await tab.IsAccessibleAsync();
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "All documents" }).ClickAsync();
        await Expect(tab.Row("report.pdf")).ToBeVisibleAsync();
        await tab.FitsAsync();
        await tab.ShootAsync("phone-list");
        await tab.IsAccessibleAsync();
        tab.IsSound();
    }

    [Fact]
    public async Task Files_ThatAreChosenTogether_EachHaveTheirOwnRow()
    {
        await using var tab = await service.OpenAsync();
        await tab.EnterAsync(await service.CreateKeyAsync("several"));

        await tab.ChooseAsync([.. Enumerable.Range(1, 5).Select(n => ($"note-{n}.md", SampleFiles.Note($"Note {n}")))]);

        foreach (var n in Enumerable.Range(1, 5)) await Expect(tab.Row($"note-{n}.md").Locator(".badge")).ToHaveTextAsync("Completed");
        await tab.OpenRowAsync("note-4.md");
        await Expect(tab.Page.Locator(".text")).ToContainTextAsync("Note 4");
        tab.IsSound();
    }

    [Theory]
    [InlineData("Markdown", "| Connecticut |")]
    [InlineData("JSON", "```json")]
    [InlineData("YAML", "```yaml")]
    public async Task Table_InAnotherFormat_IsAnotherParseAndTheSameTable(string format, string source)
    {
        await using var tab = await service.OpenAsync();
        await tab.EnterAsync(await service.CreateKeyAsync($"formats-{format}".ToLowerInvariant()));
        await tab.ChooseAsync(("census.xlsx", SampleFiles.Sheet));
        await tab.StandsAtAsync("Completed");
        var first = tab.Page.Url;

        await tab.Page.Locator("#again-tables").SelectOptionAsync(format);
        await tab.Page.Locator(".again").GetByRole(AriaRole.Button, new() { Name = "Parse again" }).ClickAsync();

        await Expect(tab.Page).Not.ToHaveURLAsync(first);
        await tab.StandsAtAsync("Completed");
        await Expect(tab.Page.Locator("#rows .row")).ToHaveCountAsync(2);
        await Expect(tab.Page.Locator(".text table")).ToContainTextAsync("Virginia");
        await tab.Page.GetByRole(AriaRole.Radio, new() { Name = "Source" }).CheckAsync();
        await Expect(tab.Page.Locator(".text pre")).ToContainTextAsync(source);
        tab.IsSound();
    }

    [Fact]
    public async Task Text_OfADocument_CanBeSaved()
    {
        await using var tab = await service.OpenAsync();
        await tab.EnterAsync(service.Key);
        await tab.ChooseAsync(("two.pdf", SampleDocuments.Pdf("First page.", "Second page.")));
        await tab.StandsAtAsync("Completed");

        var download = await tab.Page.RunAndWaitForDownloadAsync(() =>
            tab.Page.GetByRole(AriaRole.Button, new() { Name = "Save text" }).ClickAsync());

        Assert.Equal("two.pdf.md", download.SuggestedFilename);
        var text = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal("First page.\n\nSecond page.", text);
    }

    [Fact]
    public async Task Page_OfALink_IsShownAgain()
    {
        await using var tab = await service.OpenAsync();
        await tab.EnterAsync(service.Key);
        await tab.ChooseAsync(("linked.pdf", SampleDocuments.Pdf("First page.", "Second page.", "Third page.")));
        await tab.StandsAtAsync("Completed");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Next", Exact = true }).ClickAsync();
        await Expect(tab.Page.Locator(".text")).ToHaveTextAsync("Second page.");
        await Expect(tab.Page).ToHaveURLAsync(new Regex("#prs_[0-9A-Z]{26}/2$"));

        await tab.Page.ReloadAsync();

        await Expect(tab.Page.Locator(".text")).ToHaveTextAsync("Second page.");
        await Expect(tab.Page.GetByRole(AriaRole.Img, new() { Name = "Page 2 of linked.pdf" })).ToBeVisibleAsync();
        tab.IsSound();
    }
}
