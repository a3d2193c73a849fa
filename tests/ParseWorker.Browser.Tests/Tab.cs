using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using ParseWorker.Testing.Processes;

namespace ParseWorker.Browser.Tests;

/// <summary>A tab of a browser of its own. It keeps what went wrong in the page and every address that was asked for.</summary>
public sealed partial class Tab : IAsyncDisposable
{
    private static readonly string Folder =
        Directory.CreateDirectory(Path.Combine(Repository.Root, "TestResults", "screenshots")).FullName;

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _problems = [];
    private readonly ConcurrentQueue<Uri> _asked = [];
    private readonly Uri _server;

    public Tab(IBrowserContext context, IPage page, Uri server)
    {
        (_context, Page, _server) = (context, page, server);
        page.PageError += (_, error) => _problems.Enqueue(error);
        page.Console += (_, message) => Keep(message);
        context.Request += (_, request) => _asked.Enqueue(new Uri(request.Url));
    }

    public IPage Page { get; }

    /// <summary>Errors of scripts, and what the content policy refused.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>Every address that the page asked for.</summary>
    public IReadOnlyCollection<Uri> Asked => _asked;

    /// <summary>Keeps a screenshot as output of the tests: <c>TestResults/screenshots</c>.</summary>
    public async Task ShootAsync(string name, bool whole = false)
    {
        var path = Path.Combine(Folder, name + ".png");
        await Page.ScreenshotAsync(new() { Path = path, FullPage = whole });
        Assert.True(new FileInfo(path).Length > 5_000, $"{path} shows nothing.");
    }

    /// <summary>Wants no serious and no critical finding of axe-core on what is shown.</summary>
    public async Task IsAccessibleAsync()
    {
        var result = await Page.RunAxe();
        var findings = string.Join('\n', result.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .SelectMany(violation => violation.Nodes.Select(node =>
                $"{violation.Id}: {node.Html}\n  {string.Join("\n  ", node.Any.Concat(node.All).Select(check => check.Message))}")));

        Assert.NotEmpty(result.Passes);
        Assert.True(findings.Length == 0, findings);
    }

    /// <summary>Wants a page in which nothing went wrong and which asked nobody but its server.</summary>
    public void IsSound()
    {
        Assert.True(_problems.IsEmpty, string.Join('\n', _problems));
        Assert.DoesNotContain(_asked, address => address.Scheme != "blob" && address.Authority != _server.Authority);
    }

    /// <summary>Wants no scrolling sideways.</summary>
    public async Task FitsAsync() => Assert.Equal(
        await Page.EvaluateAsync<int>("innerWidth"), await Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    /// <summary>A refused request is told to people by the page itself; the browser's own line about it is none of its errors.</summary>
    private void Keep(IConsoleMessage message)
    {
        if (message.Type != "error" || message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) return;
        if (!IsStyleOfHangfire(message)) _problems.Enqueue(message.Text);
    }

    /// <summary>
    /// The dashboard's policy refuses empty style attributes on Hangfire's own pages and what its graphs put into them, which does not
    /// show. Pages of ours have neither.
    /// </summary>
    private static bool IsStyleOfHangfire(IConsoleMessage message) =>
        message.Text.StartsWith("Applying inline style violates", StringComparison.Ordinal) && HangfiresOwn().IsMatch(message.Location);

    [GeneratedRegex("^http://[^/]+/hangfire(/js|/jobs/|[?#:]|$)")]
    private static partial Regex HangfiresOwn();
}
