using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ParseWorker.Browser.Tests.Front;

/// <summary>Documents whose text and names want to become part of the page.</summary>
[Trait("Needs", "Hosts")]
public sealed class HostileDocumentTests(BrowserFixture service)
{
    private const string Name = "<img src=x onerror=hacked=1>\"'&amp;.md";

    // A Markdown document is handed on as it is: whatever stands in it reaches the page.
    private const string Text =
        """
        # <script>hacked = 1</script> and <img src=x onerror=hacked=1>

        <svg onload="hacked=1"></svg> <iframe srcdoc="<script>parent.hacked=1</script>"></iframe> {{hacked}}

        [press](javascript:hacked=1) [press](<java script:hacked=1>) [press](data:text/html,<script>hacked=1</script>)
        [good](https://example.com/?a=1&amp;b="2")

        - <b onclick="hacked=1">bold</b> **<script>hacked=1</script>**

        <table onmouseover="hacked=1"><thead><tr><th colspan="999999" style="position:fixed">A</th></tr></thead>
        <tr><td><img src=x onerror=hacked=1> &lt;script&gt;hacked=1&lt;/script&gt; <a href="javascript:hacked=1">a</a></td>
        <td><script>hacked=1</script><b>bold</b><style>*{display:none}</style><base href="//example.com"></td></tr></table>

        | <script>hacked=1</script> | `x` |
        |---|---|
        | <img src=x onerror=hacked=1> | [a](javascript:hacked=1) |

        ```html"onload="hacked=1
        </pre><script>hacked=1</script>
        ```

        ```json
        {"columns":["<script>hacked=1</script>"],"rows":[["<img src=x onerror=hacked=1>"],["__proto__"]]}
        ```
        """;

    [Fact]
    public async Task Markup_InADocument_IsShownAsText()
    {
        await using var tab = await service.OpenAsync();
        await tab.EnterAsync(await service.CreateKeyAsync("hostile"));

        await tab.ChooseAsync((Name, Encoding.UTF8.GetBytes(Text)));
        await tab.StandsAtAsync("Completed");

        var shown = tab.Page.Locator(".text");
        await Expect(shown).ToContainTextAsync("<script>hacked = 1</script>");
        await Expect(shown).ToContainTextAsync("<img src=x onerror=hacked=1>");
        await Expect(tab.Page.Locator("#viewer-title")).ToHaveTextAsync(Name);
        await IsHarmlessAsync(tab);
        await tab.ShootAsync("page-hostile");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Show as code" }).ClickAsync();
        foreach (var language in new[] { "Python", "Node", "C#", "curl" })
        {
            await tab.Page.GetByRole(AriaRole.Radio, new() { Name = language }).CheckAsync();
            await Expect(tab.Page.Locator("dialog pre")).ToContainTextAsync("onerror");
        }

        await tab.ShootAsync("page-code");
        await tab.IsAccessibleAsync();
        await IsHarmlessAsync(tab);
        tab.IsSound();
    }

    // It has to end: each of these made a renderer somewhere run for minutes.
    [Theory]
    [InlineData("**", 40_000)]
    [InlineData("[", 40_000)]
    [InlineData("<b>", 20_000)]
    [InlineData("<table><tr><td>", 5_000)]
    [InlineData("- ", 20_000)]
    [InlineData("a*b_~~", 20_000)]
    [InlineData("](x", 20_000)]
    [InlineData("&#x", 20_000)]
    public Task Marks_ByTheThousand_AreShownInTime(string mark, int times) =>
        ShowsInTimeAsync(string.Concat(Enumerable.Repeat(mark, times)));

    [Theory]
    [InlineData("|", 'a', 200_000, "\\")] // a cell that ends in half an escape
    [InlineData("", '\n', 150_000, "x")] // more elements than a call may have arguments
    public Task Lines_OfOneCharacter_AreShownInTime(string start, char repeated, int times, string end) =>
        ShowsInTimeAsync(start + (repeated == '\n' ? string.Concat(Enumerable.Repeat("x\n", times)) : new string(repeated, times)) + end);

    private async Task ShowsInTimeAsync(string text)
    {
        await using var tab = await service.OpenAsync();
        await tab.Page.GotoAsync("/");

        var elapsed = await tab.Page.EvaluateAsync<double>(
            """
            async text => {
              const { render } = await import(new URL('page/markdown.js', location.href).href);
              const started = performance.now();
              const holder = document.createElement('div');
              for (const source of [text, `<table><tr><td>${text}</td></tr></table>`])
                for (const node of render(source)) holder.append(node);
              return performance.now() - started;
            }
            """,
            text);

        Assert.InRange(elapsed, 0, 30_000);
        tab.IsSound();
    }

    private static async Task IsHarmlessAsync(Tab tab)
    {
        Assert.False(await tab.Page.EvaluateAsync<bool>("'hacked' in window"), "A script of the document ran.");
        var foreign = tab.Page.Locator(
            ".text :is(script, img, svg, iframe, style, base, object, form, input), .text :is([style], [onclick], [onerror], [onload])");
        Assert.Equal(0, await foreign.CountAsync());
        var links = await tab.Page.Locator(".text a").EvaluateAllAsync<string[]>("links => links.map(link => link.href)");
        Assert.All(links, link => Assert.StartsWith("https://example.com/", link, StringComparison.Ordinal));
        Assert.InRange(await tab.Page.Locator(".text table th").First.EvaluateAsync<int>("cell => cell.colSpan"), 1, 200);
    }
}
