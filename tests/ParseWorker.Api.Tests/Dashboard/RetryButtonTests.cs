using System.Net;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Errors;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Tests.Dashboard;

public sealed class RetryButtonTests(DashboardFixture dashboard) : IClassFixture<DashboardFixture>
{
    [Fact]
    public async Task Retry_OfAFailedParse_IsANewParseOfItsDocument()
    {
        var failed = await FailedAsync();

        var answer = await PressAsync(failed);

        var id = IdIn(answer);
        var (before, after) = (await dashboard.Server.GetAsync(failed), await dashboard.Server.GetAsync(id));
        Assert.Equal("failed", before.GetProperty("status").GetString());
        Assert.NotEqual("failed", after.GetProperty("status").GetString());
        Assert.Equal(before.GetProperty("model").GetString(), after.GetProperty("model").GetString());
        Assert.Equal(1, await dashboard.Database.ScalarAsync<long>(
            "select count(distinct sha256) from parseworker.parses where id in ($1, $2)", failed.ToString(), id.ToString()));
        Assert.Contains(
            $"Recorded: retry of {failed} by operator (dashboard).", await dashboard.PageAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_OfAParseWithATimeLimit_HasTheSame()
    {
        var id = await dashboard.Server.Parses.PendingAsync();
        await dashboard.Database.ExecuteAsync("update parseworker.parses set time_limit = '7 minutes' where id = $1", id.ToString());
        await dashboard.Server.Store.RequestCancelAsync("test", id, "tester", CancellationToken.None);

        var again = IdIn(await PressAsync(id));

        Assert.Equal("00:07:00", await dashboard.Database.ScalarAsync<string>(
            "select time_limit::text from parseworker.parses where id = $1", again.ToString()));
    }

    [Fact]
    public async Task Retry_PressedTwice_LeadsToTheSameParse()
    {
        var failed = await FailedAsync();

        Assert.Equal(IdIn(await PressAsync(failed)), IdIn(await PressAsync(failed)));
    }

    [Fact]
    public async Task Retry_AfterTheRetryWasDeleted_MakesAnother()
    {
        var failed = await FailedAsync();
        var first = IdIn(await PressAsync(failed));
        await dashboard.Server.Store.DeleteAsync("test", first, CancellationToken.None);

        Assert.NotEqual(first, IdIn(await PressAsync(failed)));
    }

    [Fact]
    public async Task Retry_WhoseKeyAClientImitates_IsARetryAllTheSame()
    {
        var failed = await FailedAsync();
        var clients = await ApiServer.ReadAsync(await dashboard.Server.CreateAsync(
            adjust: request => request.Headers.TryAddWithoutValidation("Idempotency-Key", $" dashboard/retry/{failed}")), 201);

        Assert.NotEqual(clients.GetProperty("id").GetString(), IdIn(await PressAsync(failed)).ToString());
    }

    [Fact]
    public async Task Retry_OfADocumentThatWasNeverFetched_SaysSo()
    {
        var remote = await dashboard.Server.Parses.NewAsync() with { Sha256 = default, SourceUrl = "https://example.com/a.txt" };
        await dashboard.Server.Store.CreateAsync(remote, CancellationToken.None);
        await dashboard.Server.Store.RequestCancelAsync("test", remote.Id, "tester", CancellationToken.None);

        var answer = await PressAsync(remote.Id);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Its document was never fetched.", await ApiServer.TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_OfAParseThatRuns_IsRefused()
    {
        var attempt = await dashboard.Server.Parses.InProgressAsync();

        var answer = await PressAsync(attempt.Id);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("It has not ended yet.", await ApiServer.TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_WithAModelThatIsGone_SaysSo()
    {
        var id = await dashboard.Server.Parses.PendingAsync();
        await dashboard.Database.ExecuteAsync("update parseworker.parses set model = '<gone>' where id = $1", id.ToString());
        await dashboard.Server.Store.RequestCancelAsync("test", id, "tester", CancellationToken.None);

        var answer = await PressAsync(id);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("&#39;&lt;gone&gt;&#39; is not configured", await ApiServer.TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_WithoutTheFormsToken_IsRefused()
    {
        var failed = await FailedAsync();

        var answer = await dashboard.PostAsync($"/hangfire/parses/{failed}", $"/hangfire/parses/{failed}/retry", token: "made up");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private async Task<ParseId> FailedAsync()
    {
        var attempt = await dashboard.Server.Parses.InProgressAsync();
        await dashboard.Server.Store.EndAttemptAsync(
            attempt, new ParseOutcome.Failed(new ParseError(ParseErrorCodes.EngineCrashed, "It crashed.")), CancellationToken.None);
        return attempt.Id;
    }

    private Task<HttpResponseMessage> PressAsync(ParseId id) =>
        dashboard.PostAsync($"/hangfire/parses/{id}", $"/hangfire/parses/{id}/retry");

    private static ParseId IdIn(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return ParseId.Parse(answer.Headers.Location!.OriginalString.Split('/')[^1]);
    }
}
