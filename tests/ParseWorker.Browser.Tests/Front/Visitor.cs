using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ParseWorker.Browser.Tests.Front;

/// <summary>What people do on the page at <c>/</c>.</summary>
internal static class Visitor
{
    /// <summary>Opens the page and gives it a key.</summary>
    /// <param name="tab">Where.</param>
    /// <param name="key">The key.</param>
    /// <param name="address">Where the page is, when it is another server's or below a path.</param>
    public static async Task EnterAsync(this Tab tab, string key, string address = "/")
    {
        await tab.Page.GotoAsync(address);
        await tab.Page.GetByLabel("Your API key").FillAsync(key);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Use this key" }).ClickAsync();
        await Expect(tab.Page.Locator("#account")).ToContainTextAsync("key tests");
    }

    /// <summary>Chooses files as the file dialog would.</summary>
    public static Task ChooseAsync(this Tab tab, params (string Name, byte[] Bytes)[] files) =>
        tab.Page.Locator("#file").SetInputFilesAsync(files.Select(file => new FilePayload
        {
            Name = file.Name,
            MimeType = "application/octet-stream",
            Buffer = file.Bytes,
        }));

    /// <summary>Drops a file on the page as the desktop would.</summary>
    public static async Task DropAsync(this Tab tab, string name, byte[] bytes)
    {
        var data = await tab.Page.EvaluateHandleAsync(
            """
            ([name, base64]) => {
              const transfer = new DataTransfer();
              transfer.items.add(new File([Uint8Array.from(atob(base64), character => character.charCodeAt(0))], name));
              return transfer;
            }
            """,
            new[] { name, Convert.ToBase64String(bytes) });
        await tab.Page.DispatchEventAsync("body", "dragenter", new { dataTransfer = data });
        await tab.Page.DispatchEventAsync("body", "drop", new { dataTransfer = data });
    }

    /// <summary>The row of a document.</summary>
    public static ILocator Row(this Tab tab, string name) => tab.Page.Locator("#rows .row", new() { HasText = name });

    /// <summary>Opens a parse from the list and waits until it is shown.</summary>
    public static async Task OpenRowAsync(this Tab tab, string name)
    {
        await tab.Row(name).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(tab.Page.Locator("#viewer-title")).ToHaveTextAsync(name);
    }

    /// <summary>The id of the parse that is open.</summary>
    public static async Task<string> OpenIdAsync(this Tab tab)
    {
        await Expect(tab.Page).ToHaveURLAsync(new Regex("#prs_"));
        return new Uri(tab.Page.Url).Fragment[1..];
    }

    /// <summary>Waits until the open parse has a status.</summary>
    public static Task StandsAtAsync(this Tab tab, string status) =>
        Expect(tab.Page.Locator(".viewer-top .badge")).ToHaveTextAsync(status);
}
