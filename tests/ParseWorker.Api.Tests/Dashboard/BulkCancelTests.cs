using System.Net;
using NSubstitute;
using ParseWorker.Api.Dashboard.BulkCancel;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Operators;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Storage;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Dashboard;

public sealed class BulkCancelTests(DashboardFixture dashboard) : IClassFixture<DashboardFixture>
{
    private readonly string _environment = "env-" + Guid.NewGuid().ToString("N");

    private string Page => $"/hangfire/parses/cancel?environment={_environment}";

    private string Button => $"/hangfire/parses/cancel/found?environment={_environment}";

    [Fact]
    public async Task Page_OfASearch_ShowsWhatWouldBeCancelledAndCancelsNothing()
    {
        var queued = await dashboard.Server.Parses.QueuedAsync(_environment, fileName: "<b>.pdf");
        var ended = await EndedAsync();

        var page = await dashboard.PageAsync(Page);

        Assert.Contains("Cancel 1 parse<", page, StringComparison.Ordinal);
        Assert.Contains($"/hangfire/parses/{queued}", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;.pdf", page, StringComparison.Ordinal);
        Assert.DoesNotContain(ended.ToString(), page, StringComparison.Ordinal);
        Assert.Equal("queued", await StatusAsync(queued));
        Assert.Contains(Page.Replace("&", "&amp;", StringComparison.Ordinal), await dashboard.PageAsync(
            $"/hangfire/parses?environment={_environment}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Press_OfASearch_CancelsWhatHasNotEndedInTheOperatorsName()
    {
        var pending = await dashboard.Server.Parses.PendingAsync(_environment);
        var queued = await dashboard.Server.Parses.QueuedAsync(_environment);
        var running = await dashboard.Server.Parses.InProgressAsync(_environment);
        var ended = await EndedAsync();
        var elsewhere = await dashboard.Server.Parses.QueuedAsync(_environment + "-other");

        var answer = await dashboard.PostAsync(Page, Button);

        Assert.Equal((HttpStatusCode.SeeOther, Page + "&asked=3"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        Assert.Equal(("cancelled", "cancelled", "in_progress", "failed", "queued"), (await StatusAsync(pending), await StatusAsync(queued),
            await StatusAsync(running.Id), await StatusAsync(ended), await StatusAsync(elsewhere)));
        Assert.Contains("Cancel requested by operator (dashboard).", await dashboard.PageAsync(running.Id), StringComparison.Ordinal);
        var after = await dashboard.PageAsync(Page + "&asked=3");
        Assert.Contains("3 parses were cancelled", after, StringComparison.Ordinal);
        Assert.Contains("No matching parse is still open", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Press_AParseCameAfterThePage_LeavesThatOne()
    {
        var shown = await dashboard.Server.Parses.PendingAsync(_environment);
        ParseId later = default;

        var press = await dashboard.PostAsync(
            Page, Button, meanwhile: async () => later = await dashboard.Server.Parses.PendingAsync(_environment));

        Assert.Equal(Page + "&asked=1", press.Headers.Location!.OriginalString);
        Assert.Equal(("cancelled", false), (await StatusAsync(shown), await StatusAsync(later) == "cancelled"));
    }

    // It would take the place of one that has ended, on a page that showed neither it nor its name.
    [Fact]
    public async Task Press_AnOlderParseCameIntoTheSearch_LeavesThatOne()
    {
        var shown = await dashboard.Server.Parses.PendingAsync(_environment);
        var ended = await dashboard.Server.Parses.PendingAsync(_environment);
        ParseId older = default;

        var press = await dashboard.PostAsync(Page, Button, meanwhile: async () =>
        {
            await dashboard.Server.Store.RequestCancelAsync(_environment, ended, "somebody else", CancellationToken.None);
            older = await dashboard.Server.Parses.PendingAsync(_environment);
            await dashboard.Database.ExecuteAsync(
                "update parseworker.parses set created_at = created_at - interval '1 day' where id = $1", older.ToString());
        });

        Assert.Equal(Page + "&asked=1", press.Headers.Location!.OriginalString);
        Assert.Equal(("cancelled", false), (await StatusAsync(shown), await StatusAsync(older) == "cancelled"));
    }

    [Fact]
    public async Task Press_AParseNoLongerFitsTheSearch_LeavesThatOne()
    {
        var queued = await dashboard.Server.Parses.QueuedAsync(_environment);
        var started = await dashboard.Server.Parses.QueuedAsync(_environment);

        await dashboard.PostAsync(Page + "&status=queued", Button + "&status=queued", meanwhile: async () => Assert.NotNull(
            await dashboard.Server.Store.ClaimAsync(started, "a-worker", TestParses.Lease, TestContext.Current.CancellationToken)));

        Assert.Equal(("cancelled", "in_progress"), (await StatusAsync(queued), await StatusAsync(started)));
    }

    [Theory]
    [InlineData("status=failed")]
    [InlineData("status=cancelling")]
    [InlineData("code=timeout")]
    public async Task Page_OfASearchForWhatNoCancelIsFor_OffersNothing(string filter)
    {
        await dashboard.Server.Parses.QueuedAsync(_environment);

        var page = await dashboard.PageAsync($"{Page}&{filter}");

        Assert.Contains("No matching parse is still open", page, StringComparison.Ordinal);
        Assert.DoesNotContain("pw-cancel-found", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithoutAFilter_SaysThatItIsAboutEveryEnvironment()
    {
        await dashboard.Server.Parses.QueuedAsync(_environment);

        Assert.Contains("of every environment, all that have not ended", await dashboard.PageAsync("/hangfire/parses/cancel"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Press_WithoutThePagesForm_CancelsNothing()
    {
        var id = await dashboard.Server.Parses.QueuedAsync(_environment);

        Assert.Equal(HttpStatusCode.Forbidden, (await dashboard.PostAsync(Page, Button, token: "made up")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await dashboard.PostAsync($"/hangfire/parses/{id}", Button)).StatusCode);
        Assert.Equal("queued", await StatusAsync(id));
    }

    [Fact]
    public async Task Page_ForWhoMayOnlyView_HasNoButton()
    {
        await dashboard.Server.Parses.QueuedAsync(_environment);
        var viewer = await dashboard.SignInAsync(DashboardFixture.Ann);

        Assert.DoesNotContain("method=\"post\"", await dashboard.PageAsync(Page, viewer), StringComparison.Ordinal);
        Assert.DoesNotContain("Cancel several", await dashboard.PageAsync("/hangfire/parses", viewer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_MoreThanAreCancelledAtOnce_TakesTheFirstOverAllEnvironments()
    {
        var (operators, queries) = (Substitute.For<IOperatorQueries>(), Substitute.For<IParseQueries>());
        string[] environments = ["a", "b", "c"];
        operators.ReadQueuesAsync(CancellationToken.None).ReturnsForAnyArgs(
            new QueueState([.. environments.Select(name => new EnvironmentQueue(name, 1, 0, 0, 0, null))], 0));
        queries.FindCancellableAsync(default!, CancellationToken.None).ReturnsForAnyArgs(call => [.. Enumerable.Range(0, Math.Min(
            600, call.Arg<CancelFilter>().Limit)).Select(_ => ParseId.New(TimeProvider.System.GetUtcNow()))]);

        var found = await new CancellableSearch(operators, queries).FindAsync(new ParseSearch(), null, CancellationToken.None);

        Assert.Equal((CancellableSearch.MostAtOnce, true), (found.Parses.Count, found.HasMore));
        Assert.Equal([("a", 600), ("b", 400)], found.Parses.CountBy(parse => parse.Environment).Select(pair => (pair.Key, pair.Value)));
    }

    private async Task<string?> StatusAsync(ParseId id) =>
        await dashboard.Database.ScalarAsync<string>("select status from parseworker.parses where id = $1", id.ToString());

    private async Task<ParseId> EndedAsync()
    {
        var attempt = await dashboard.Server.Parses.InProgressAsync(_environment);
        await dashboard.Server.Store.EndAttemptAsync(
            attempt, new ParseOutcome.Failed(new ParseError(ParseErrorCodes.EngineCrashed, "It crashed.")), CancellationToken.None);
        return attempt.Id;
    }
}
