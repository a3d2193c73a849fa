using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ParseWorker.Testing.Documents;
using ParseWorker.Testing.Processes;
using static Microsoft.Playwright.Assertions;

namespace ParseWorker.Browser.Tests.Front;

/// <summary>Servers that are busy, small or gone for a while.</summary>
[Trait("Needs", "Hosts")]
public sealed partial class ConnectionTests(BrowserFixture service)
{
    [Fact]
    public async Task Server_ThatIsBusy_IsAskedAgainWhenItSays()
    {
        await using var tab = await service.OpenAsync();
        await tab.EnterAsync(await service.CreateKeyAsync("busy"));
        var refused = 0;
        await tab.Page.RouteAsync("**/v1/parses", route => route.Request.Method == "POST" && refused++ == 0
            ? route.FulfillAsync(new()
            {
                Status = 429,
                ContentType = "application/json",
                Headers = new Dictionary<string, string> { ["Retry-After"] = "5" },
                Body = """{"detail":"Too many parses wait already.","code":"queue_full","message":"","details":{}}""",
            })
            : route.ContinueAsync());

        await tab.ChooseAsync(("busy.md", SampleFiles.Note("Busy")));

        await Expect(tab.Page.Locator("#uploads")).ToContainTextAsync("Too many parses wait already. Trying again in 5 s.");
        await tab.StandsAtAsync("Completed");
        Assert.Equal(2, refused);
        tab.IsSound();
    }

    [Fact]
    public async Task Document_ThatIsTooLarge_IsRefusedWithTheLimit()
    {
        await using var api = await service.StartApiAsync(new() { ["Documents__MaxBytes"] = "2048" });
        await using var tab = await service.OpenAsync();
        await tab.EnterAsync(service.Key, api.Address.ToString());

        await tab.ChooseAsync(("large.pdf", SampleDocuments.Pdf(pages: 20)));

        await Expect(tab.Page.Locator("#uploads .problem")).ToContainTextAsync("larger");
        await tab.ShootAsync("page-too-large");
    }

    [Fact]
    public async Task Stream_ThatIsCutOff_IsTakenUpAgain()
    {
        await using var tab = await service.OpenAsync();
        var key = await service.CreateKeyAsync("cut");
        await tab.EnterAsync(key);
        var streams = 0;
        await tab.Page.RouteAsync(EventsPath(), route => streams++ == 0 ? route.AbortAsync() : route.ContinueAsync());

        await tab.ChooseAsync(("long.pdf", SampleFiles.LongPdf));

        try
        {
            await service.AdvanceAsync(await tab.OpenIdAsync(), key);

            // Only a stream tells how far a parse is.
            await Expect(tab.Page.Locator(".facts")).ToContainTextAsync(new Regex(@"\d+ of 900 pages"));
            Assert.True(streams > 1, "The stream was not taken up again.");
            await tab.Page.Locator(".actions").GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
            await tab.StandsAtAsync("Cancelled");
        }
        finally
        {
            service.Worker.ThawEngines();
        }

        tab.IsSound();
    }

    [Fact]
    public async Task Read_ThatIsCutOff_IsRepeated()
    {
        await using var tab = await service.OpenAsync();
        await tab.EnterAsync(await service.CreateKeyAsync("reads"));
        var reads = 0;
        await tab.Page.RouteAsync(
            "**/v1/parses/*?include_partial=true", route => reads++ == 0 ? route.AbortAsync() : route.ContinueAsync());

        await tab.ChooseAsync(("read.pdf", SampleDocuments.Pdf("Read again.")));

        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The server does not answer.");
        await Expect(tab.Page.Locator(".text")).ToHaveTextAsync("Read again.");
        tab.IsSound();
    }

    [Fact]
    public async Task List_ThatCrossesACreate_LeavesItsRow()
    {
        await using var tab = await service.OpenAsync();
        var key = await service.CreateKeyAsync("crossings");
        using (var client = new ParsesClient(service.Address, key)) await client.CreateAsync(SampleFiles.Note("Older"), "older.md");
        var isLate = new TaskCompletionSource();
        await tab.Page.RouteAsync("**/v1/parses?*", async route =>
        {
            var answer = await route.FetchAsync();
            await isLate.Task;
            await route.FulfillAsync(new() { Response = answer });
        });
        await tab.Page.RunAndWaitForRequestAsync(() => tab.EnterAsync(key), new Regex(@"/v1/parses\?"));

        await tab.ChooseAsync(("newer.md", SampleFiles.Note("Newer")));
        await tab.StandsAtAsync("Completed");
        isLate.SetResult();

        await Expect(tab.Page.Locator("#rows .row-name")).ToHaveTextAsync(["newer.md", "older.md"]);
        tab.IsSound();
    }

    [Fact]
    public async Task Device_ThatGoesOffline_SaysSoAndGoesOn()
    {
        await using var tab = await service.OpenAsync();
        await tab.EnterAsync(service.Key);
        await tab.Page.Context.SetOfflineAsync(true);

        await tab.Page.GetByLabel("Status").SelectOptionAsync("Completed");

        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This device is offline.");
        await tab.ShootAsync("page-offline");
        await tab.Page.Context.SetOfflineAsync(false);
        await Expect(tab.Page.Locator("#banner")).ToBeHiddenAsync();
        tab.IsSound();
    }

    // As a proxy at /parse/ makes it, which tells the service nothing of its path.
    [Fact]
    public async Task Page_BelowAPath_StaysBelowIt()
    {
        await using var tab = await service.OpenAsync();
        await tab.Page.RouteAsync("**/*", async route =>
        {
            var url = new UriBuilder(route.Request.Url);
            if (!url.Path.StartsWith("/parse/", StringComparison.Ordinal))
            {
                await route.AbortAsync();
                return;
            }

            url.Path = url.Path["/parse".Length..];
            await route.FulfillAsync(new() { Response = await route.FetchAsync(new() { Url = url.ToString() }) });
        });
        await tab.EnterAsync(service.Key, "/parse/");

        await tab.ChooseAsync(("below.pdf", SampleDocuments.Pdf("Below a path.")));

        await tab.StandsAtAsync("Completed");
        await Expect(tab.Page.Locator(".text")).ToHaveTextAsync("Below a path.");
        await Expect(tab.Page.Locator(".image canvas")).ToBeVisibleAsync();
        Assert.DoesNotContain(tab.Asked, address => address.Scheme != "blob"
            && !address.AbsolutePath.StartsWith("/parse/", StringComparison.Ordinal));
    }

    [GeneratedRegex("/v1/parses/prs_[^/]+/events")]
    private static partial Regex EventsPath();
}
