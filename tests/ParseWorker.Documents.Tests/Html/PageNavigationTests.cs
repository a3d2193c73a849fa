namespace ParseWorker.Documents.Tests.Html;

public sealed class PageNavigationTests
{
    private const string Links = "<ul><li><a href=/a>Home</a><li><a href=/b>Products</a><li><a href=/c>Contact</a></ul>";

    [Theory]
    [InlineData("<nav>" + Links + "</nav><p>Content</p>")]
    [InlineData("<div role=navigation>" + Links + "</div><p>Content</p>")]
    [InlineData("<header>" + Links + "</header><p>Content</p>")]
    [InlineData("<p>Content</p><footer>" + Links + "</footer>")]
    [InlineData("<div class='wide navbar'>" + Links + "</div><p>Content</p>")]
    public async Task Read_NavigationBesideContent_IsLeftOut(string html) =>
        Assert.Equal("Content", await Parsed.TextAsync(html, "a.html"));

    [Theory]
    [InlineData(Links)]
    [InlineData("<nav>" + Links + "</nav>")]
    [InlineData("<main><header>" + Links + "</header></main>")]
    [InlineData("<div class=menu>" + Links + "<p>Today: soup of the day, and many more dishes from our kitchen.</p></div>")]
    public async Task Read_LinksThatAreTheContent_AreKept(string html) =>
        Assert.Contains("[Products](/b)", await Parsed.TextAsync(html, "a.html"), StringComparison.Ordinal);
}
