using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ParseWorker.Browser.Tests.Front;

/// <summary>Where the key goes, and where it never goes.</summary>
[Trait("Needs", "Hosts")]
public sealed class KeyTests(BrowserFixture service)
{
    [Fact]
    public async Task Key_ThatIsWrong_IsToldInASentence()
    {
        await using var tab = await service.OpenAsync();
        await tab.Page.GotoAsync("/");
        await tab.IsAccessibleAsync();
        await tab.ShootAsync("key");

        await tab.Page.GetByLabel("Your API key").FillAsync("rt_live_wrong");
        await tab.Page.Keyboard.PressAsync("Enter");

        await Expect(tab.Page.Locator("#key-error")).ToContainTextAsync("The API key is not valid, or it was revoked.");
        await tab.IsAccessibleAsync();
        await tab.ShootAsync("key-wrong");
        await tab.Page.GetByLabel("Your API key").FillAsync("a key – of sorts");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator("#key-error")).ToContainTextAsync("A key has neither spaces");
        tab.IsSound();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Key_InAnotherTab_IsThereOnlyWhenItIsRemembered(bool remember)
    {
        await using var tab = await service.OpenAsync();
        await tab.Page.GotoAsync("/");
        if (remember) await tab.Page.GetByLabel("Remember it on this device").CheckAsync();
        await tab.Page.GetByLabel("Your API key").FillAsync(service.Key);
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator("#account")).ToHaveTextAsync("default · key tests");

        await tab.Page.ReloadAsync();
        await Expect(tab.Page.Locator("#work")).ToBeVisibleAsync();
        var other = await tab.Page.Context.NewPageAsync();
        await other.GotoAsync("/");

        await Expect(other.Locator(remember ? "#work" : "#welcome")).ToBeVisibleAsync();
        Assert.Equal(remember ? 1 : 0, await other.EvaluateAsync<int>("localStorage.length"));
        Assert.Equal("", await other.EvaluateAsync<string>("document.cookie"));
        Assert.DoesNotContain(tab.Asked, address => address.ToString().Contains(service.Key, StringComparison.Ordinal));

        // A key of the device is removed in every tab, whichever of them it was entered in.
        await (remember ? other : tab.Page).GetByRole(AriaRole.Button, new() { Name = "Remove key" }).ClickAsync();
        await Expect(tab.Page.Locator("#welcome")).ToBeVisibleAsync();
        if (remember) await Expect(tab.Page.Locator("#key-error")).ToHaveTextAsync("The key was removed in another tab.");
        Assert.Equal(0, await tab.Page.EvaluateAsync<int>("localStorage.length + sessionStorage.length"));
        tab.IsSound();
    }

    [Fact]
    public async Task Key_ThatIsRevokedMeanwhile_IsAskedForAgain()
    {
        await using var tab = await service.OpenAsync();
        await tab.EnterAsync(service.Key);
        await tab.Page.RouteAsync("**/v1/parses?*", route => route.FulfillAsync(new()
        {
            Status = 401,
            ContentType = "application/json",
            Body = """{"detail":"The API key is not valid, or it was revoked.","code":"unauthorized","message":"","details":{}}""",
        }));

        await tab.Page.GetByLabel("Status").SelectOptionAsync("Failed");

        await Expect(tab.Page.Locator("#key-error")).ToHaveTextAsync("The API key is not valid, or it was revoked.");
        await Expect(tab.Page.GetByLabel("Your API key")).ToBeFocusedAsync();
        Assert.Equal(0, await tab.Page.EvaluateAsync<int>("localStorage.length + sessionStorage.length"));
        tab.IsSound();
    }
}
