using System.Net;
using System.Text.RegularExpressions;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Tests.Dashboard;

public sealed class ParsesPageTests(DashboardFixture dashboard) : IClassFixture<DashboardFixture>
{
    private readonly string _environment = "env-" + Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Parses_InHangfiresMenu_AreListedWithinItsLayout()
    {
        var page = await dashboard.PageAsync("/hangfire/parses");

        Assert.Contains("navbar", page, StringComparison.Ordinal);
        Assert.Matches("href=\"/hangfire/parses\">\\s*Parses", page);
        Assert.Contains("/hangfire/parses", await dashboard.PageAsync("/hangfire"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parses_OfEveryEnvironment_ComeNewestFirst()
    {
        var first = await dashboard.Server.Parses.PendingAsync(_environment + "-b");
        var second = await dashboard.Server.Parses.PendingAsync(_environment + "-a");
        var third = await dashboard.Server.Parses.PendingAsync(_environment + "-b");

        var ids = await dashboard.ListAsync("");

        Assert.Equal([third.ToString(), second.ToString(), first.ToString()], ids.Take(3));
    }

    [Fact]
    public async Task Row_OfAParseInProgress_ShowsPagesWorkerAndAttempt()
    {
        var attempt = await dashboard.Server.Parses.InProgressAsync(_environment);
        await dashboard.Server.Store.WritePagesAsync(attempt, [new ParsedPage(1, "a"), new ParsedPage(2, "b")], 8, CancellationToken.None);

        var page = await dashboard.PageAsync($"/hangfire/parses?environment={_environment}");

        Assert.Contains("data-status=\"in_progress\"", page, StringComparison.Ordinal);
        Assert.Contains("max=\"8\" value=\"2\"", page, StringComparison.Ordinal);
        Assert.Contains("2 of 8", page, StringComparison.Ordinal);
        Assert.Contains("test-worker", page, StringComparison.Ordinal);
        Assert.Contains($"/hangfire/parses/{attempt.Id}", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_ByEachFilter_FindsWhatHasIt()
    {
        var named = await dashboard.Server.Parses.PendingAsync(_environment, fileName: "Invoice 100%.pdf");
        var running = await dashboard.Server.Parses.InProgressAsync(_environment);
        var cancelling = await dashboard.Server.Parses.InProgressAsync(_environment);
        await dashboard.Server.Store.RequestCancelAsync(_environment, cancelling.Id, "tester", CancellationToken.None);
        var failed = await dashboard.Server.Parses.InProgressAsync(_environment);
        await dashboard.Server.Store.EndAttemptAsync(failed, new ParseOutcome.Failed(
            new ParseError(ParseErrorCodes.DocumentCorrupt, "It is damaged.")), CancellationToken.None);

        await FindsAsync("q=invoice+100%25", named);
        await FindsAsync("status=pending", named);
        await FindsAsync("status=in_progress", cancelling.Id, running.Id);
        await FindsAsync("status=cancelling", cancelling.Id);
        await FindsAsync("status=failed", failed.Id);
        await FindsAsync("code=document_corrupt", failed.Id);
        await FindsAsync("code=timeout");
        await FindsAsync("from=2999-01-01");
        await FindsAsync("to=2999-01-01", failed.Id, cancelling.Id, running.Id, named);
        await FindsAsync("q=%00");
    }

    [Fact]
    public async Task Search_ById_LeadsToTheParse()
    {
        var id = await dashboard.Server.Parses.PendingAsync(_environment);

        var answer = await dashboard.GetAsync($"/hangfire/parses?q=+{id}+");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal($"/hangfire/parses/{id}", answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("from=tomorrow", 400, "must be a date")]
    [InlineData("status=waiting", 422, "is no status")]
    public async Task Search_ForNothingThereCanBe_SaysSo(string query, int status, string words)
    {
        var answer = await dashboard.GetAsync($"/hangfire/parses?{query}");

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(words, await ApiServer.TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pager_ThroughOlderAndNewer_ShowsEveryParseOnce()
    {
        var made = new List<string>();
        for (var n = 0; n < 120; n++) made.Insert(0, (await dashboard.Server.Parses.PendingAsync(_environment)).ToString());
        var query = $"environment={_environment}&status=pending";

        var first = await dashboard.ListAsync(query);
        var second = await dashboard.ListAsync(await StepAsync(query, "next"));
        var third = await dashboard.ListAsync(await StepAsync(await StepAsync(query, "next"), "next"));
        var back = await dashboard.ListAsync(await StepAsync(await StepAsync(await StepAsync(query, "next"), "next"), "previous"));

        Assert.Equal(made, [.. first, .. second, .. third]);
        Assert.Equal(second, back);
    }

    [Fact]
    public async Task Live_Part_IsThePageWithoutItsLayout()
    {
        var id = await dashboard.Server.Parses.PendingAsync(_environment);

        var live = await dashboard.PageAsync($"/hangfire/parses?environment={_environment}&live=1");

        Assert.Contains(id.ToString(), live, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", live, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", live, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/hangfire")]
    [InlineData("/hangfire/parses")]
    public async Task Pages_OfTheDashboard_RunNoScriptThatStandsInThem(string path)
    {
        var answer = await dashboard.GetAsync(path);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));

        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]* src=)|\\son[a-z]+=", await ApiServer.TextAsync(answer));
    }

    [Fact]
    public async Task Scripts_AndStyles_OfOurPages_AreSentWithHangfires()
    {
        var page = await dashboard.PageAsync("/hangfire/parses");

        Assert.Contains("pw-live", await dashboard.PageAsync(Asset("js", page)), StringComparison.Ordinal);
        Assert.Contains(".pw-timeline", await dashboard.PageAsync(Asset("css", page)), StringComparison.Ordinal);
    }

    private async Task FindsAsync(string query, params ParseId[] expected) => Assert.Equal(
        expected.Select(id => id.ToString()), await dashboard.ListAsync($"environment={_environment}&{query}"));

    private async Task<string> StepAsync(string query, string side)
    {
        var page = await dashboard.PageAsync($"/hangfire/parses?{query}");
        var link = Regex.Match(page, $"class=\"{side}\"><a href=\"/hangfire/parses\\?([^\"]+)\"");
        Assert.True(link.Success, $"No {side} in {page}");
        return WebUtility.HtmlDecode(link.Groups[1].Value);
    }

    private static string Asset(string kind, string page) => Regex.Match(page, $"\"(/hangfire/{kind}[0-9]+)\"").Groups[1].Value;
}
