using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ParseWorker.Testing.Documents;
using static Microsoft.Playwright.Assertions;

namespace ParseWorker.Browser.Tests.Front;

/// <summary>A parse while it runs, and how it ends other than well.</summary>
[Trait("Needs", "Hosts")]
public sealed class LiveParseTests(BrowserFixture service)
{
    [Fact]
    public async Task LongDocument_WhileItRuns_ShowsItsPagesAndIsCancelled()
    {
        await using var tab = await service.OpenAsync();
        var key = await service.CreateKeyAsync("long");
        await tab.EnterAsync(key);

        await tab.ChooseAsync(("long.pdf", SampleFiles.LongPdf));
        try
        {
            await service.AdvanceAsync(await tab.OpenIdAsync(), key);
            await Expect(tab.Page.Locator(".facts")).ToContainTextAsync(new Regex(@"\d+ of 900 pages"));
            await Expect(tab.Page.Locator(".text")).ToContainTextAsync("This is page 1 of the document.");
            await Expect(tab.Row("long.pdf")).ToContainTextAsync(new Regex(@"\d+ of 900 pages"));
            await Expect(tab.Page.Locator(".pager")).ToContainTextAsync("of 900");
            await Expect(tab.Page.Locator(".image canvas")).ToBeVisibleAsync();
            await tab.StandsAtAsync("In progress");
            await tab.ShootAsync("page-running");
            await tab.IsAccessibleAsync();
            await tab.Page.Locator(".actions").GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
            await tab.StandsAtAsync("Cancelled");
        }
        finally
        {
            service.Worker.ThawEngines();
        }

        await Expect(tab.Page.Locator(".facts")).ToContainTextAsync("cancel asked for by tests");
        await Expect(tab.Page.Locator(".text")).ToContainTextAsync("This is page 1 of the document.");
        await Expect(tab.Row("long.pdf").Locator(".badge")).ToHaveTextAsync("Cancelled");
        await tab.ShootAsync("page-cancelled");
        tab.IsSound();
    }

    [Fact]
    public async Task Document_ThatCannotBeRead_SaysWhyAndWhatToDo()
    {
        await using var tab = await service.OpenAsync();
        await tab.EnterAsync(await service.CreateKeyAsync("broken"));

        await tab.ChooseAsync(("scan.pdf", SampleDocuments.ScannedPdf()));

        await tab.StandsAtAsync("Failed");
        await Expect(tab.Page.Locator(".failure")).ToContainTextAsync("no_text_layer");
        await Expect(tab.Page.Locator(".text")).ToHaveTextAsync("No text came out of this page.");
        await Expect(tab.Row("scan.pdf").GetByRole(AriaRole.Button, new() { Name = "Parse again" })).ToBeVisibleAsync();
        await tab.ShootAsync("page-failed");
        await tab.IsAccessibleAsync();
        tab.IsSound();
    }

    [Fact]
    public async Task Bytes_ThatNoEngineReads_AreRefusedInTheRow()
    {
        await using var tab = await service.OpenAsync();
        await tab.EnterAsync(await service.CreateKeyAsync("refused"));

        await tab.ChooseAsync(("junk.bin", SampleDocuments.Junk()), ("empty.txt", []));

        await Expect(tab.Page.Locator("#uploads .row", new() { HasText = "junk.bin" })).ToContainTextAsync("No engine reads this document");
        await Expect(tab.Page.Locator("#uploads .row", new() { HasText = "empty.txt" })).ToContainTextAsync("The file is empty");
        await tab.ShootAsync("page-refused");
        await tab.IsAccessibleAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Dismiss junk.bin" }).ClickAsync();
        await Expect(tab.Page.Locator("#uploads .row")).ToHaveCountAsync(1);
        tab.IsSound();
    }

    [Fact]
    public async Task History_OfAKey_IsFoundByNameAndStatus()
    {
        await using var tab = await service.OpenAsync();
        var key = await service.CreateKeyAsync("history");
        await tab.EnterAsync(key);
        await tab.ChooseAsync([.. Enumerable.Range(1, 22).Select(n => ($"note-{n:00}.md", SampleFiles.Note($"Note {n}")))]);
        await Expect(tab.Page.Locator("#rows .badge.completed")).ToHaveCountAsync(22);

        await tab.Page.ReloadAsync();

        await Expect(tab.Page.Locator("#rows .row")).ToHaveCountAsync(20);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Show more" }).ClickAsync();
        await Expect(tab.Page.Locator("#rows .row")).ToHaveCountAsync(22);
        await tab.Page.GetByLabel("Find by the start of the file's name").FillAsync("note-1");
        await Expect(tab.Page.Locator("#rows .row")).ToHaveCountAsync(10);
        await tab.ShootAsync("page-history");
        await tab.Page.GetByLabel("Status").SelectOptionAsync("Failed");
        await Expect(tab.Page.Locator("#empty")).ToContainTextAsync("matches");
        tab.IsSound();
    }
}
