using System.Net;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Parses;

namespace ParseWorker.Api.Tests.Dashboard;

public sealed class CancelButtonTests(DashboardFixture dashboard) : IClassFixture<DashboardFixture>
{
    [Fact]
    public async Task Cancel_OfAQueuedParse_EndsItInTheOperatorsName()
    {
        var id = await dashboard.Server.Parses.QueuedAsync();

        var answer = await PressAsync(id);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal($"/hangfire/parses/{id}", answer.Headers.Location!.OriginalString);
        var page = await dashboard.PageAsync(id);
        Assert.Contains("data-status=\"cancelled\"", page, StringComparison.Ordinal);
        Assert.Contains("Cancel requested by operator (dashboard).", page, StringComparison.Ordinal);
        Assert.DoesNotContain("pw-cancel-button", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_OfAParseInProgress_IsWhatItsWorkerSees()
    {
        var attempt = await dashboard.Server.Parses.InProgressAsync();

        await PressAsync(attempt.Id);

        var page = await dashboard.PageAsync(attempt.Id);
        Assert.Contains("data-status=\"cancelling\"", page, StringComparison.Ordinal);
        Assert.Contains("not seen by its worker yet", page, StringComparison.Ordinal);
        Assert.Equal(ParseStatus.Cancelled, await dashboard.Server.Store.EndAttemptAsync(
            attempt, new ParseOutcome.Completed(1, 1), CancellationToken.None));
    }

    [Fact]
    public async Task Cancel_PressedTwice_ChangesNothingMore()
    {
        var id = await dashboard.Server.Parses.QueuedAsync();
        var page = await dashboard.Server.Parses.QueuedAsync();

        await dashboard.PostAsync($"/hangfire/parses/{page}", $"/hangfire/parses/{id}/cancel");
        var before = await dashboard.Server.GetAsync(id);
        var again = await dashboard.PostAsync($"/hangfire/parses/{page}", $"/hangfire/parses/{id}/cancel");

        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Equal(before.GetRawText(), (await dashboard.Server.GetAsync(id)).GetRawText());
    }

    [Fact]
    public async Task Cancel_WithoutTheFormsToken_IsRefused()
    {
        var id = await dashboard.Server.Parses.QueuedAsync();

        var answer = await dashboard.PostAsync($"/hangfire/parses/{id}", $"/hangfire/parses/{id}/cancel", token: "made up");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("queued", (await dashboard.Server.GetAsync(id)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Cancel_OfNoParse_Is404()
    {
        var id = await dashboard.Server.Parses.QueuedAsync();

        var answer = await dashboard.PostAsync($"/hangfire/parses/{id}", "/hangfire/parses/prs_00000000000000000000000000/cancel");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Cancel_ByGet_ChangesNothing()
    {
        var id = await dashboard.Server.Parses.QueuedAsync();

        var answer = await dashboard.GetAsync($"/hangfire/parses/{id}/cancel");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal("queued", (await dashboard.Server.GetAsync(id)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Cancel_ByAClientsKey_IsShut()
    {
        var id = await dashboard.Server.Parses.QueuedAsync();

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hangfire/parses/{id}/cancel");
        await ApiServer.RefusedAsync(await dashboard.Server.Client.SendAsync(request, CancellationToken.None), 401, "unauthorized");
        Assert.Equal("queued", (await dashboard.Server.GetAsync(id)).GetProperty("status").GetString());
    }

    private Task<HttpResponseMessage> PressAsync(ParseId id) =>
        dashboard.PostAsync($"/hangfire/parses/{id}", $"/hangfire/parses/{id}/cancel");
}
