using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ParseWorker.Browser.Tests.Front;
using ParseWorker.Testing.Documents;
using ParseWorker.Testing.Processes;
using static Microsoft.Playwright.Assertions;

namespace ParseWorker.Browser.Tests.Operators;

/// <summary>The dashboard as an operator uses it, from the sign-in to a cancel.</summary>
[Trait("Needs", "Hosts")]
public sealed class DashboardTabTests(BrowserFixture service)
{
    [Fact]
    public async Task RunningParse_FoundByItsName_IsSeenToArriveAndCancelled()
    {
        await using var tab = await service.OpenAsync();
        var failed = (string)(await service.Client.CreateAsync(SampleDocuments.ScannedPdf(), "yearly receipts.pdf"))["id"]!;
        await service.Client.EndsAsync(failed);
        var id = (string)(await service.Client.CreateAsync(SampleFiles.LongPdf, "yearly accounts.pdf"))["id"]!;
        try
        {
            await service.AdvanceAsync(id);
            await SignInAsync(tab, "/hangfire/parses");

            await FindAsync(tab, "yearly acc");
            await tab.Page.GetByRole(AriaRole.Link, new() { Name = "yearly accounts.pdf" }).ClickAsync();
            await Expect(tab.Page.Locator(".pw-preview").First).ToContainTextAsync(new Regex(@"This is page \d+ of the document\."));
            var pages = tab.Page.Locator(".pw-facts .pw-number");
            await Expect(pages).ToContainTextAsync(new Regex(@"\d+ of 900"));
            await LooksAsync(tab, "dashboard-running");
            var before = await pages.TextContentAsync();
            await service.AdvanceAsync(id);
            await Expect(pages).Not.ToHaveTextAsync(before!);
            tab.Page.Dialog += (_, dialog) => dialog.AcceptAsync();
            await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
            await Expect(tab.Page.Locator(".pw-title [data-status]")).ToHaveTextAsync("cancelled");
        }
        finally
        {
            service.Worker.ThawEngines();
        }

        await LooksAsync(tab, "dashboard-cancelled");
        Assert.Equal("cancelled", (string?)(await service.Client.GetAsync(id))["status"]);
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Parses", Exact = true }).ClickAsync();
        await tab.Page.GetByLabel("Status").SelectOptionAsync("failed");
        await FindAsync(tab, "yearly");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "yearly receipts.pdf" }).ClickAsync();
        await Expect(tab.Page.Locator(".pw-error")).ToContainTextAsync("no_text_layer");
        await Expect(tab.Page.Locator(".pw-error")).ToContainTextAsync("Choose a model that runs OCR");
        tab.IsSound();
    }

    [Fact]
    public async Task Dashboard_OnAPhone_FitsItsWidth()
    {
        await using var tab = await service.OpenAsync(360);
        var id = (string)(await service.Client.CreateAsync(SampleFiles.Report, "a report with quite a long name for a phone.pdf"))["id"]!;
        await service.Client.EndsAsync(id);
        await tab.Page.GotoAsync("/hangfire/parses");
        await FitsAsync(tab, "phone-dashboard-sign-in");
        await SignInAsync(tab, "/hangfire/parses");

        await FitsAsync(tab, "phone-dashboard-parses");
        await tab.Page.GotoAsync($"/hangfire/parses/{id}");
        await FitsAsync(tab, "phone-dashboard-parse");
        await tab.Page.GotoAsync("/hangfire/workers");
        await FitsAsync(tab, "phone-dashboard-workers");
        tab.IsSound();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Pages_OfTheDashboard_TellTheirStoryToEverybody(ColorScheme scheme)
    {
        var look = $"{scheme}".ToLowerInvariant();
        await using var tab = await service.OpenAsync(scheme: scheme);
        var failed = (string)(await service.Client.CreateAsync(SampleDocuments.ScannedPdf(), $"scan {look}.pdf"))["id"]!;
        var read = (string)(await service.Client.CreateAsync(SampleFiles.Report, $"report {look}.pdf"))["id"]!;
        await service.Client.EndsAsync(failed);
        await service.Client.EndsAsync(read);
        await tab.Page.GotoAsync("/hangfire");
        await tab.ShootAsync($"dashboard-sign-in-{look}");
        await tab.IsAccessibleAsync();

        await SignInAsync(tab, "/hangfire/parses");
        await LooksAsync(tab, $"dashboard-parses-{look}");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = $"scan {look}.pdf" }).ClickAsync();
        await Expect(tab.Page.Locator(".pw-error")).ToContainTextAsync("no_text_layer");
        await Expect(tab.Page.Locator(".pw-error")).ToContainTextAsync("Choose a model that runs OCR");
        await LooksAsync(tab, $"dashboard-failed-{look}");
        await tab.Page.GotoAsync($"/hangfire/parses/{read}");
        await Expect(tab.Page.Locator(".pw-preview table")).ToContainTextAsync("Doctorate-granting");
        await LooksAsync(tab, $"dashboard-parse-{look}");
        await tab.Page.Locator("a[href*='jobs/details']").First.ClickAsync();
        await Expect(tab.Page.Locator(".pw-card")).ToContainTextAsync($"report {look}.pdf");
        await LooksAsync(tab, $"dashboard-job-{look}");
        await tab.Page.GotoAsync("/hangfire/workers");
        await LooksAsync(tab, $"dashboard-workers-{look}");
        await tab.Page.GotoAsync("/hangfire");
        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("Overview");
        await LooksAsync(tab, $"dashboard-home-{look}");
        tab.IsSound();
    }

    private static async Task FindAsync(Tab tab, string name)
    {
        await tab.Page.GetByLabel("Id or file name").FillAsync(name);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Expect(tab.Page.Locator(".pw-parses tbody tr")).ToHaveCountAsync(1);
    }

    private static async Task FitsAsync(Tab tab, string name)
    {
        await LooksAsync(tab, name);
        await tab.FitsAsync();
    }

    private static async Task LooksAsync(Tab tab, string name)
    {
        await tab.ShootAsync(name);
        Assert.Equal("en", await tab.Page.Locator("html").GetAttributeAsync("lang"));
        await tab.IsAccessibleAsync();
    }

    private static async Task SignInAsync(Tab tab, string path)
    {
        await tab.Page.GotoAsync(path);
        await tab.Page.GetByLabel("Password").FillAsync(ApiProcess.DashboardPassword);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(tab.Page).ToHaveURLAsync(new Regex(Regex.Escape(path) + "$"));
    }
}
