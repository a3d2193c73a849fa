using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ParseWorker.Providers;
using static Microsoft.Playwright.Assertions;

namespace ParseWorker.Browser.Tests.Operators;

/// <summary>
/// Signing in through a provider and out again. The browser holds what leads there and back against the pages' policy, and cookies
/// against where a request comes from.
/// </summary>
[Trait("Needs", "Hosts")]
public sealed class ProviderTabTests(BrowserFixture service)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Operator_ThroughTheProvider_IsLedInAndOut(ColorScheme scheme)
    {
        var look = $"{scheme}".ToLowerInvariant();
        await using var provider = await FakeProvider.StartAsync();
        await using var api = await service.StartApiAsync(new()
        {
            ["OpenId__Authority"] = provider.Address,
            ["OpenId__Name"] = "Acme",
            ["OpenId__ClientId"] = FakeProvider.ClientId,
            ["OpenId__ClientSecret"] = FakeProvider.ClientSecret,
            ["OpenId__OperateValues"] = "operators",
        });
        await using var tab = await service.OpenAsync(scheme: scheme);

        await tab.Page.GotoAsync(new Uri(api.Address, "/hangfire/workers").AbsoluteUri);
        await LooksAsync(tab, $"dashboard-sign-in-provider-{look}");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Acme" }).ClickAsync();
        await Expect(tab.Page).ToHaveURLAsync(new Regex("/hangfire/workers$"));
        await Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).First).ToBeVisibleAsync();

        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Sign out" }).ClickAsync();
        await Expect(tab.Page.Locator("main")).ToContainTextAsync("You are signed in as ann.");
        await LooksAsync(tab, $"dashboard-sign-out-{look}");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(tab.Page).ToHaveURLAsync(new Regex("/sign-in$"));

        Assert.Single(provider.Ended);
        await tab.Page.GotoAsync(new Uri(api.Address, "/hangfire").AbsoluteUri);
        await Expect(tab.Page).ToHaveURLAsync(new Regex("/sign-in\\?"));
        Assert.Empty(tab.Problems);
    }

    private static async Task LooksAsync(Tab tab, string name)
    {
        await tab.ShootAsync(name);
        await tab.IsAccessibleAsync();
    }
}
