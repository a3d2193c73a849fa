using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ParseWorker.Browser.Tests.Reference;

/// <summary>The reference at <c>/docs</c> as it is drawn: what its maker would like to offer shows only then.</summary>
[Trait("Needs", "Hosts")]
public sealed class ReferenceTabTests(BrowserFixture service)
{
    private static readonly string[] Offers = ["Ask AI", "Deploy", "Share", "Generate SDK", "Open API Client", "MCP"];

    [Fact]
    public async Task Docs_Drawn_OffersNothingOfItsMaker()
    {
        await using var tab = await service.OpenAsync();

        await tab.Page.GotoAsync("/docs/");

        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Parse a document", Exact = true }).First).ToBeVisibleAsync();
        await tab.ShootAsync("docs");
        var text = await tab.Page.Locator("body").InnerTextAsync();
        foreach (var offer in Offers) Assert.DoesNotContain(offer, text, StringComparison.OrdinalIgnoreCase);
        tab.IsSound();
    }
}
