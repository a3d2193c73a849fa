using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Api.FrontPage;
using ParseWorker.Api.Tests.Hosting;

namespace ParseWorker.Api.Tests.FrontPage;

/// <summary>The page at <c>/</c>: to whom it is sent, and what a browser is told with it.</summary>
public sealed partial class FrontPageTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private readonly ApiServer _api = fixture.Server;

    public static TheoryData<string> Files => [.. new PageFiles().Paths.Where(path => path != PageFiles.Start)];

    [Fact]
    public async Task Start_ForABrowser_IsThePage()
    {
        using var answer = await GetAsync("/", ("Accept", Browser));

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Contains("<title>ParseWorker</title>", await ApiServer.TextAsync(answer), StringComparison.Ordinal);
        Assert.Contains("Accept", answer.Headers.Vary);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("*/*")]
    [InlineData("text/html;q=0, application/json")]
    public async Task Start_ForAClient_IsTheErrorThatItWas(string accept)
    {
        using var answer = await GetAsync("/", ("Accept", accept));

        var error = await ApiServer.RefusedAsync(answer, 404, "not_found");
        Assert.Contains("/docs", error.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_OfThePage_AnswersAsGetWithoutABody()
    {
        using var head = await _api.Anonymous.SendAsync(HttpMethod.Head, "/", ("Accept", Browser));
        using var get = await GetAsync("/", ("Accept", Browser));

        Assert.Equal(200, (int)head.StatusCode);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await ApiServer.TextAsync(head));
    }

    [Theory, MemberData(nameof(Files))]
    public async Task File_OfThePage_IsSentWithItsTypeAndWhatKeepsABrowserSafe(string path)
    {
        using var answer = await GetAsync($"/page/{path}");

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(Path.GetExtension(path) switch
        {
            ".js" or ".mjs" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            _ => "image/svg+xml",
        }, answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.Equal(FrontPageServices.ContentPolicy, Header(answer, "Content-Security-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
        Assert.Equal("no-cache", Header(answer, "Cache-Control"));
    }

    [Theory]
    [InlineData("unsafe-")]
    [InlineData("http")]
    [InlineData("*")]
    [InlineData("data:")]
    public void ContentPolicy_OfThePage_NeverAllows(string source) =>
        Assert.DoesNotContain(source, FrontPageServices.ContentPolicy, StringComparison.Ordinal);

    [Fact]
    public void ContentPolicy_OfThePage_AllowsNothingThatItDoesNotName()
    {
        var policy = FrontPageServices.ContentPolicy.Split("; ");

        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("style-src 'self'", policy);
        Assert.Contains("connect-src 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Contains("require-trusted-types-for 'script'", policy);
    }

    [Fact]
    public async Task File_ThatTheBrowserHas_IsNotSentAgain()
    {
        using var first = await GetAsync("/page/app.js");
        using var again = await GetAsync("/page/app.js", ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal(304, (int)again.StatusCode);
        Assert.Empty(await ApiServer.TextAsync(again));
    }

    [Fact]
    public async Task File_ForABrowserThatTakesGzip_IsTheSameAndSmaller()
    {
        const string Path = "/page/Vendored/pdfjs/pdf.worker.min.mjs";
        using var plain = await GetAsync(Path);
        using var packed = await GetAsync(Path, ("Accept-Encoding", "gzip, br"));

        Assert.Equal(["gzip"], packed.Content.Headers.ContentEncoding);
        Assert.NotEqual(plain.Headers.ETag, packed.Headers.ETag);
        var bytes = await packed.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var whole = await plain.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(bytes.Length < whole.Length / 2, $"{bytes.Length} of {whole.Length} bytes.");
        await using var unpacked = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var read = new MemoryStream();
        await unpacked.CopyToAsync(read, TestContext.Current.CancellationToken);
        Assert.Equal(whole, read.ToArray());
    }

    [Theory]
    [InlineData("/page")]
    [InlineData("/page/")]
    [InlineData("/page/index.html")]
    [InlineData("/page/unknown.js")]
    [InlineData("/page/../ParseWorker.Api.runtimeconfig.json")]
    [InlineData("/page/%2e%2e/ParseWorker.Api.runtimeconfig.json")]
    public async Task File_ThatThePageDoesNotHave_IsAnError(string path)
    {
        using var answer = await GetAsync(path);

        await ApiServer.RefusedAsync(answer, 404, "not_found");
    }

    // With an address of its own below a proxy's path, all that the page loads has to lie below it too.
    [Fact]
    public void Addresses_InThePage_AreRelativeAndOfThisServer()
    {
        var files = new PageFiles();
        var own = files.Paths.Where(path => !path.StartsWith("Vendored/", StringComparison.Ordinal))
            .Select(path => (path, Text: System.Text.Encoding.UTF8.GetString(files.Find(path)!.Bytes)));

        Assert.All(own, file =>
        {
            Assert.DoesNotMatch(AbsoluteAddress(), file.Text.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal));
            Assert.DoesNotMatch(Inline(), file.path == PageFiles.Start ? file.Text : "");
            Assert.DoesNotMatch(Markup(), file.Text);
        });
    }

    [Fact]
    public async Task Page_SwitchedOff_LeavesTheErrorsThatWereThere()
    {
        await using var api = await ApiServer.StartAsync(
            fixture.Database, builder => builder.Configuration["FrontPage:Enabled"] = "false");

        using var start = await api.Anonymous.SendAsync(HttpMethod.Get, "/", ("Accept", Browser));
        using var file = await api.Anonymous.GetAsync("/page/app.js");

        await ApiServer.RefusedAsync(start, 404, "not_found");
        await ApiServer.RefusedAsync(file, 404, "not_found");
    }

    [Fact]
    public async Task Page_InTheReference_IsNoOperation()
    {
        var document = await _api.Anonymous.GetStringAsync("/openapi/v1.json");

        Assert.DoesNotContain("\"/page", document, StringComparison.Ordinal);
        Assert.DoesNotContain("\"/\"", document, StringComparison.Ordinal);
        Assert.NotNull(_api.Services.GetRequiredService<PageFiles>());
    }

    private Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) =>
        _api.Anonymous.SendAsync(HttpMethod.Get, path, headers);

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    [GeneratedRegex("""https?://|(?:href|src|action)="/|fetch\('/""")]
    private static partial Regex AbsoluteAddress();

    [GeneratedRegex("""<style|\sstyle=|\son[a-z]+=|<script(?![^>]* src=)|javascript:""")]
    private static partial Regex Inline();

    [GeneratedRegex("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|DOMParser|createContextualFragment|eval\\(|new Function")]
    private static partial Regex Markup();
}
