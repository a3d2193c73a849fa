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
    public async Task SeveralParses_OfAnEnvironment_AreCancelledTogether()
    {
        await using var tab = await service.OpenAsync();
        using var client = new ParsesClient(service.Address, await service.CreateKeyAsync("batch"));
        service.Worker.FreezeEngines();
        try
        {
            for (var n = 1; n <= 3; n++) await client.CreateAsync(SampleFiles.LongPdf, $"batch {n}.pdf");
            await SignInAsync(tab, "/hangfire/parses");
            await tab.Page.GetByLabel("Environment").FillAsync("batch");
            await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
            await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Cancel several…" }).ClickAsync();
            await Expect(tab.Page.Locator(".pw-parses tbody tr")).ToHaveCountAsync(3);
            await LooksAsync(tab, "dashboard-cancel-several");

            tab.Page.Dialog += (_, dialog) => dialog.AcceptAsync();
            await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel 3 parses" }).ClickAsync();

            await Expect(tab.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("3 parses were cancelled");
            await LooksAsync(tab, "dashboard-cancelled-several");
        }
        finally
        {
            service.Worker.ThawEngines();
        }

        tab.IsSound();
    }

    [Fact]
    public async Task Worker_PausedAndResumed_SaysSo()
    {
        await using var tab = await service.OpenAsync();
        await SignInAsync(tab, "/hangfire/workers");
        var state = tab.Page.Locator(".pw-workers tbody tr").First;

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        try
        {
            await Expect(state).ToContainTextAsync("paused");
            await Expect(state).ToContainTextAsync("By operator (dashboard)");
            await LooksAsync(tab, "dashboard-paused");
        }
        finally
        {
            await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        }

        await Expect(state).ToContainTextAsync("ready");
        tab.IsSound();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Load_OfAnHourAndADay_IsDrawn(ColorScheme scheme)
    {
        await service.Database.ExecuteAsync("""
            insert into parseworker.load_minutes
            select minute, n % 90, 2 + n % 3, make_interval(secs => n % 40), 20 + (30 * sin(n / 9.0))::int, n % 4, n % 7, n % 90,
                   make_interval(secs => 0.02 + n % 5 / 100.0), make_interval(secs => 0.2 + n % 11 / 10.0),
                   '{"timeout": 2, "document_corrupt": 1}'
            from generate_series(1, 1000) as n cross join lateral (
              select date_trunc('minute', now()) - make_interval(mins => n) as minute) m
            on conflict do nothing
            """);
        await using var tab = await service.OpenAsync(scheme: scheme);
        await SignInAsync(tab, "/hangfire/load");

        await Expect(tab.Page.Locator(".pw-plot")).ToHaveCountAsync(6);
        await tab.ShootAsync($"dashboard-load-{scheme}".ToLowerInvariant(), whole: true);
        await tab.IsAccessibleAsync();
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Last day" }).ClickAsync();
        await Expect(tab.Page.Locator(".pw-codes")).ToContainTextAsync("document_corrupt");
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
        await tab.Page.GotoAsync("/hangfire/load");
        await FitsAsync(tab, "phone-dashboard-load");
        await tab.Page.GotoAsync("/hangfire/parses/cancel");
        await FitsAsync(tab, "phone-dashboard-cancel-several");
        tab.IsSound();
    }

    // Hangfire's own covered the heading on tablets, where it took up to four lines.
    [Theory, InlineData(360, ColorScheme.Light), InlineData(360, ColorScheme.Dark), InlineData(768), InlineData(1024), InlineData(1280)]
    public async Task Menu_AtEveryWidth_LeadsFromTheListToSignOut(int width, ColorScheme scheme = ColorScheme.Light)
    {
        await using var tab = await service.OpenAsync(width, scheme);
        await SignInAsync(tab, "/hangfire/parses");
        var menu = tab.Page.GetByRole(AriaRole.Button, new() { Name = "Menu" });
        var isFolded = width < 1200;
        await DoesNotCoverAsync(tab);
        if (isFolded) await menu.ClickAsync();
        else await Expect(menu).ToBeHiddenAsync();
        foreach (var entry in new[] { "Workers", "Load", "Jobs", "Retries", "Recurring Jobs", "Servers", "Sign out", "[^ ] Back to site" })
        {
            var link = tab.Page.Locator(".navbar").GetByRole(AriaRole.Link, new() { NameRegex = new Regex($"^{entry}") });
            await Expect(link).ToBeInViewportAsync(new() { Ratio = 1 });
        }

        await tab.ShootAsync($"menu-{width}-{scheme}".ToLowerInvariant());
        await tab.IsAccessibleAsync();
        await tab.FitsAsync();
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Sign out" }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(tab.Page.GetByLabel("Password")).ToBeVisibleAsync();
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

    private static async Task DoesNotCoverAsync(Tab tab)
    {
        var menu = (await tab.Page.Locator(".navbar").BoundingBoxAsync())!;
        var heading = (await tab.Page.Locator("h1").BoundingBoxAsync())!;
        Assert.True(menu.Y + menu.Height <= heading.Y, $"The menu ends at {menu.Y + menu.Height}, the heading begins at {heading.Y}.");
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
