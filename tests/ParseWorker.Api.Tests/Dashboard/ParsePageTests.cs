using System.Net;
using ParseWorker.Api.Dashboard.Details;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Dashboard;

public sealed class ParsePageTests(DashboardFixture dashboard) : IClassFixture<DashboardFixture>
{
    private const string Hostile = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'";

    [Fact]
    public async Task Page_OfAParseInProgress_ShowsWorkerLeaseAndTheNewestPages()
    {
        var attempt = await dashboard.Server.Parses.InProgressAsync();
        var pages = Enumerable.Range(1, 5).Select(number => new ParsedPage(number, $"text of page {number}")).ToList();
        await dashboard.Server.Store.WritePagesAsync(attempt, pages, 9, CancellationToken.None);

        var page = await dashboard.PageAsync(attempt.Id);

        Assert.Contains("test-worker", page, StringComparison.Ordinal);
        Assert.Contains("unless it is renewed", page, StringComparison.Ordinal);
        Assert.Contains("5 of 9", page, StringComparison.Ordinal);
        Assert.Contains("text of page 5", page, StringComparison.Ordinal);
        Assert.DoesNotContain("text of page 2", page, StringComparison.Ordinal);
        Assert.Contains("text of page 2", await dashboard.PageAsync($"/hangfire/parses/{attempt.Id}?page=1"), StringComparison.Ordinal);
        Assert.Contains("data-every=\"2000\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAFailedParse_SaysWhyAndWhoCanDoWhat()
    {
        var attempt = await dashboard.Server.Parses.InProgressAsync();
        await dashboard.Server.Store.EndAttemptAsync(attempt, new ParseOutcome.Failed(
            new ParseError(ParseErrorCodes.PasswordProtected, "It needs a password.", new Dictionary<string, string> { ["pages"] = "7" })),
            CancellationToken.None);

        var answer = await dashboard.GetAsync($"/hangfire/parses/{attempt.Id}");
        var page = await ApiServer.TextAsync(answer);

        Assert.Contains("It needs a password.", page, StringComparison.Ordinal);
        Assert.Contains("Whoever sent it can act: Remove the password and send it again.", page, StringComparison.Ordinal);
        Assert.Contains("pages: 7", page, StringComparison.Ordinal);
        Assert.Equal("true", Assert.Single(answer.Headers.GetValues("Live-Over")));
        Assert.DoesNotContain("pw-cancel", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAParseThatWasTakenUpAgain_SaysHowEachAttemptEnded()
    {
        var attempt = await dashboard.Server.Parses.InProgressAsync();
        await dashboard.Server.Store.EndAttemptAsync(
            attempt, new ParseOutcome.HandedBack(HandBackCause.WorkerStops), CancellationToken.None);
        var second = await dashboard.Server.Store.ClaimAsync(attempt.Id, "other-worker", TestParses.Lease, CancellationToken.None);
        await dashboard.Server.CompleteAsync(second!.Key, "text");

        var page = await dashboard.PageAsync(attempt.Id);

        Assert.Contains("Handed back unspent: its worker stops", page, StringComparison.Ordinal);
        Assert.Contains("other-worker", page, StringComparison.Ordinal);
        Assert.Contains("Every page was read.", page, StringComparison.Ordinal);
        Assert.Contains("attempt 1", page, StringComparison.Ordinal);
        Assert.Contains("attempt 2", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAQueuedParse_LinksItsJob()
    {
        var id = await dashboard.Server.Parses.PendingAsync();
        await dashboard.Database.ExecuteAsync("update parseworker.parses set hangfire_job_id = '4711' where id = $1", id.ToString());

        Assert.Contains("/hangfire/jobs/details/4711", await dashboard.PageAsync(id), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prs_00000000000000000000000000")]
    [InlineData("no-id")]
    [InlineData("%3Cscript%3E")]
    public async Task Page_OfNoParse_SaysSo(string id)
    {
        var answer = await dashboard.GetAsync($"/hangfire/parses/{id}");
        var page = await ApiServer.TextAsync(answer);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("No such parse", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }

    // Names, messages and text are strangers': whatever they hold comes out as text, on every page.
    [Fact]
    public async Task Pages_OfAHostileDocument_HoldItsMarkupAsText()
    {
        var id = await dashboard.Server.Parses.PendingAsync(Hostile, fileName: Hostile);
        var attempt = (await dashboard.Server.Store.ClaimAsync(id, Hostile, TestParses.Lease, CancellationToken.None))!.Key;
        await dashboard.Server.Store.WritePagesAsync(attempt, [new ParsedPage(1, "</pre>" + Hostile)], 2, CancellationToken.None);
        var running = await dashboard.PageAsync(id);
        await dashboard.Server.Store.RequestCancelAsync(Hostile, id, Hostile, CancellationToken.None);
        var cancelling = await dashboard.PageAsync(id);
        var list = await dashboard.PageAsync($"/hangfire/parses?environment={Uri.EscapeDataString(Hostile)}");
        var other = await dashboard.Server.Parses.InProgressAsync(Hostile);
        await dashboard.Server.Store.EndAttemptAsync(other, new ParseOutcome.Failed(new ParseError(
            ParseErrorCodes.DocumentCorrupt, Hostile, new Dictionary<string, string> { [Hostile] = Hostile })), CancellationToken.None);

        var source = await dashboard.PageAsync($"/hangfire/parses/{id}?view=source");
        foreach (var page in new[] { running, cancelling, list, source, await dashboard.PageAsync(other.Id) })
        {
            Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Page_WithALongText_ShowsItsBeginning()
    {
        var attempt = await dashboard.Server.Parses.InProgressAsync();
        await dashboard.Server.CompleteAsync(attempt, new string('a', PageTexts.MostCharacters) + "END");

        var page = await dashboard.PageAsync(attempt.Id);

        Assert.Contains("The first 20,000 characters", page, StringComparison.Ordinal);
        Assert.DoesNotContain("END", page, StringComparison.Ordinal);
    }

    // Each is two UTF-16 units and four bytes.
    [Theory]
    [InlineData(15_000, "<small>15,000 characters", false)]
    [InlineData(PageTexts.MostCharacters, "<small>20,000 characters", false)]
    [InlineData(25_000, "<small>more than 20,000 characters", true)]
    public async Task Page_OfEmoji_CountsCharacters(int count, string size, bool isCut)
    {
        var attempt = await dashboard.Server.Parses.InProgressAsync();
        await dashboard.Server.CompleteAsync(attempt, string.Concat(Enumerable.Repeat("😀", count)));

        var page = await dashboard.PageAsync(attempt.Id);

        Assert.Contains(size, page, StringComparison.Ordinal);
        Assert.Equal(isCut, page.Contains("The first 20,000 characters", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Download_OfTheText_IsAFileWithEveryPage()
    {
        var attempt = await dashboard.Server.Parses.InProgressAsync();
        await dashboard.Server.CompleteAsync(attempt, "<b>one</b>", "", "drei ä");

        var answer = await dashboard.GetAsync($"/hangfire/parses/{attempt.Id}/text");

        Assert.Equal("<b>one</b>\n\n\n\ndrei ä", await ApiServer.TextAsync(answer));
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("a.txt.md", answer.Content.Headers.ContentDisposition.FileName);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("/hangfire/parses")]
    [InlineData("/hangfire/parses/prs_00000000000000000000000000")]
    [InlineData("/hangfire/parses/prs_00000000000000000000000000/text")]
    public async Task Pages_ForWhoeverIsNotSignedIn_AreShut(string path) =>
        await ApiServer.RefusedAsync(await dashboard.Server.Client.GetAsync(path), 401, "unauthorized");
}
