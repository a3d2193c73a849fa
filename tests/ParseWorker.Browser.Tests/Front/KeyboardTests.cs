using Microsoft.Playwright;
using ParseWorker.Testing.Documents;
using static Microsoft.Playwright.Assertions;

namespace ParseWorker.Browser.Tests.Front;

/// <summary>The page without a mouse.</summary>
[Trait("Needs", "Hosts")]
public sealed class KeyboardTests(BrowserFixture service)
{
    [Fact]
    public async Task Page_WithTheKeyboardAlone_IsUsedFromTheKeyToTheText()
    {
        await using var tab = await service.OpenAsync();
        var keys = tab.Page.Keyboard;
        await tab.Page.GotoAsync("/");
        await Expect(tab.Page.GetByLabel("Your API key")).ToBeFocusedAsync();
        await keys.TypeAsync(await service.CreateKeyAsync("keyboards"));
        await keys.PressAsync("Enter");

        // The file dialog is the system's own: what it chooses is put in where it would.
        await Expect(tab.Page.Locator("#file")).ToBeFocusedAsync();
        await tab.ShootAsync("keyboard-file");
        await tab.ChooseAsync(("keys.pdf", SampleDocuments.Pdf("First page.", "Second page.")));
        await tab.StandsAtAsync("Completed");

        await PressUntilAsync(tab, "Tab", tab.Page.GetByLabel("Tables as").First);
        await PressUntilAsync(tab, "Tab", tab.Row("keys.pdf").GetByRole(AriaRole.Link));
        await tab.ShootAsync("keyboard-row");
        await PressUntilAsync(tab, "Tab", tab.Page.GetByRole(AriaRole.Button, new() { Name = "Next", Exact = true }));
        await keys.PressAsync("Enter");
        await Expect(tab.Page.Locator(".text")).ToHaveTextAsync("Second page.");
        await Expect(tab.Page.Locator("#announcer")).ToHaveTextAsync("Page 2 of 2");
        await keys.PressAsync("Enter");
        await Expect(tab.Page.Locator(".text")).ToHaveTextAsync("Second page.");
        await PressUntilAsync(tab, "Tab", tab.Page.GetByRole(AriaRole.Radio, new() { Name = "Rendered" }));
        await keys.PressAsync("ArrowRight");
        await Expect(tab.Page.Locator(".text pre")).ToHaveTextAsync("Second page.");
        await PressUntilAsync(tab, "Tab", tab.Page.Locator("article.text"));
        await PressUntilAsync(tab, "Shift+Tab", tab.Page.GetByRole(AriaRole.Button, new() { Name = "Show as code" }));
        await keys.PressAsync("Space");
        await Expect(tab.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Expect(tab.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "Show as code" })).ToBeFocusedAsync();
        tab.IsSound();
    }

    [Fact]
    public async Task Focus_OnARowThatChanges_StaysInIt()
    {
        await using var tab = await service.OpenAsync();
        var key = await service.CreateKeyAsync("focus");
        await tab.EnterAsync(key);
        await tab.ChooseAsync(("long.pdf", SampleFiles.LongPdf));
        try
        {
            await service.AdvanceAsync(await tab.OpenIdAsync(), key);
            await tab.StandsAtAsync("In progress");
            await tab.Row("long.pdf").GetByRole(AriaRole.Button, new() { Name = "Cancel" }).FocusAsync();

            await tab.Page.Keyboard.PressAsync("Enter");

            await Expect(tab.Row("long.pdf").Locator(".badge")).ToHaveTextAsync("Cancelled");
        }
        finally
        {
            service.Worker.ThawEngines();
        }

        Assert.True(await tab.Row("long.pdf").EvaluateAsync<bool>("row => row.contains(document.activeElement)"), "The focus is lost.");
        tab.IsSound();
    }

    // A row is drawn again with every page. A button that is exchanged between press and release hears no click.
    [Fact]
    public async Task Button_OfARowThatChanges_IsNotExchanged()
    {
        await using var tab = await service.OpenAsync();
        await tab.Page.GotoAsync("/");

        var said = await tab.Page.EvaluateAsync<string[]>(
            """
            async () => {
              const { parseRow, update } = await import(new URL('page/list.js', location.href).href);
              const list = document.createElement('ul');
              const show = (status, progress) => update(list, [parseRow(
                { id: 'prs_1', status, file: { filename: 'a.pdf' }, created_at: new Date().toISOString(), cancellation: null },
                { progress, isOpen: false })]);
              show('queued', null);
              const button = list.querySelector('button');
              const said = [];
              for (const progress of [null, { done: 1, count: 9 }, { done: 2, count: 9 }]) {
                show('in_progress', progress);
                said.push(list.querySelector('.row-facts').textContent + list.contains(button) + list.querySelectorAll('button').length);
              }
              show('failed', null);
              said.push([...list.firstChild.children].map(part => part.className).join());
              return said;
            }
            """);

        Assert.Equal("In progresstrue1", said[0].Replace("just now", "", StringComparison.Ordinal));
        Assert.Equal("In progress2 of 9 pagestrue1", said[2].Replace("just now", "", StringComparison.Ordinal));
        Assert.Equal("row-name,row-facts,row-actions", said[3]);
        tab.IsSound();
    }

    /// <summary>As often as it takes, which is never more than there are controls.</summary>
    private static async Task PressUntilAsync(Tab tab, string key, ILocator wanted)
    {
        for (var pressed = 0; pressed < 40; pressed++)
        {
            await tab.Page.Keyboard.PressAsync(key);
            if (await wanted.EvaluateAsync<bool>("element => element === document.activeElement")) return;
        }

        Assert.Fail($"{key} never leads to {wanted}.");
    }
}
