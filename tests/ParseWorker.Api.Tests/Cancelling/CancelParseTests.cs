using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ParseWorker.Api.Tests.Hosting;
using ParseWorker.Core.Parses;
using ParseWorker.Core.Workers;
using ParseWorker.Testing;

namespace ParseWorker.Api.Tests.Cancelling;

public sealed class CancelParseTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiServer _api = fixture.Server;

    [Fact]
    public async Task Cancel_Queued_AnswersCancelledAtOnce()
    {
        var id = await _api.Parses.QueuedAsync();

        var (outcome, parse) = await CancelAsync(id);

        Assert.Equal("accepted", outcome);
        Assert.Equal("cancelled", parse.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, parse.GetProperty("error").ValueKind);
        Assert.Equal(JsonValueKind.Null, parse.GetProperty("usage").ValueKind);
        var cancellation = parse.GetProperty("cancellation");
        Assert.Equal(
            ["requested_at", "acknowledged_at", "requested_by", "forced", "pages_done"],
            cancellation.EnumerateObject().Select(property => property.Name));
        Assert.Equal("tests", cancellation.GetProperty("requested_by").GetString());
        Assert.False(cancellation.GetProperty("forced").GetBoolean());
        Assert.Equal(0, cancellation.GetProperty("pages_done").GetInt32());
        Assert.EndsWith("Z", cancellation.GetProperty("requested_at").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_Queued_AdmitsTheNext()
    {
        // Two slots of one worker make room for four; the fifth waits.
        await fixture.Database.ExecuteAsync("delete from parseworker.parses");
        await _api.Services.GetRequiredService<IWorkerRegistry>().ReportAsync(new("w", 2, true), CancellationToken.None);
        var ids = new List<string>();
        for (var n = 0; n < 5; n++) ids.Add((await ApiServer.ReadAsync(await _api.CreateAsync(), 201)).GetProperty("id").GetString()!);
        Assert.Equal("pending", await StatusAsync(ids[4]));

        await CancelAsync(ParseId.Parse(ids[0]));

        await Eventually.BecomesAsync(() => StatusAsync(ids[4]), status => status == "queued");
    }

    [Fact]
    public async Task Cancel_Again_IsTheSameBytes()
    {
        var id = await _api.Parses.QueuedAsync();
        var first = await PostAsync(id);

        var second = await PostAsync(id);

        Assert.Equal("already_terminal", Assert.Single(second.Headers.GetValues("Cancellation-Outcome")));
        var text = await ApiServer.TextAsync(first);
        Assert.Equal(text, await ApiServer.TextAsync(second));
        Assert.Equal(text, await _api.Client.GetStringAsync($"/v1/parses/{id}"));
    }

    [Fact]
    public async Task Cancel_InProgress_AnswersWhenTheWorkerHasStopped()
    {
        var attempt = await _api.Parses.InProgressAsync();
        await _api.Store.WritePagesAsync(attempt, [new ParsedPage(1, "one")], 2, CancellationToken.None);
        var answer = CancelAsync(attempt.Id, "wait=60");
        await RequestedAsync(attempt.Id);
        await _api.Store.AcknowledgeCancelAsync(attempt, CancellationToken.None);
        await _api.Store.EndAttemptAsync(attempt, new ParseOutcome.Cancelled(Forced: true), CancellationToken.None);

        var (outcome, parse) = await answer;

        Assert.Equal("accepted", outcome);
        Assert.Equal("cancelled", parse.GetProperty("status").GetString());
        Assert.True(parse.GetProperty("cancellation").GetProperty("forced").GetBoolean());
        Assert.Equal(1, parse.GetProperty("cancellation").GetProperty("pages_done").GetInt32());
    }

    [Fact]
    public async Task Cancel_WorkerFinishesMeanwhile_IsCancelledNotCompleted()
    {
        var attempt = await _api.Parses.InProgressAsync();
        var answer = CancelAsync(attempt.Id, "wait=60");
        await RequestedAsync(attempt.Id);
        await _api.CompleteAsync(attempt, "text");

        var (_, parse) = await answer;

        Assert.Equal("cancelled", parse.GetProperty("status").GetString());
        Assert.Equal("""{"pages":[],"text":""}""", parse.GetProperty("output").GetRawText());
    }

    [Fact]
    public async Task Cancel_WorkerThatDoesNotAnswer_AnswersTheCurrentRecord()
    {
        var attempt = await _api.Parses.InProgressAsync();

        var (outcome, parse) = await CancelAsync(attempt.Id, "wait=0");
        var (again, _) = await CancelAsync(attempt.Id, "wait=1");

        Assert.Equal(("accepted", "already_requested"), (outcome, again));
        Assert.Equal("in_progress", parse.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, parse.GetProperty("cancellation").GetProperty("acknowledged_at").ValueKind);
    }

    [Fact]
    public async Task Cancel_Completed_ChangesNothing()
    {
        var id = await _api.CompletedAsync("text");
        var before = await _api.Client.GetStringAsync($"/v1/parses/{id}");

        var response = await PostAsync(id);

        Assert.Equal("already_terminal", Assert.Single(response.Headers.GetValues("Cancellation-Outcome")));
        Assert.Equal(before, await ApiServer.TextAsync(response));
    }

    [Fact]
    public async Task Cancel_DeletedWhileItWaits_Is404()
    {
        var attempt = await _api.Parses.InProgressAsync();
        var answer = PostAsync(attempt.Id, "wait=60");
        await RequestedAsync(attempt.Id);
        await _api.Store.DeleteAsync(TestParses.Environment, attempt.Id, CancellationToken.None);

        await ApiServer.RefusedAsync(await answer, 404, "not_found");
    }

    [Theory]
    [InlineData("prs_01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("nonsense")]
    public async Task Cancel_Unknown_Is404(string id) =>
        await ApiServer.RefusedAsync(await _api.Client.PostAsync($"/v1/parses/{id}/cancel", null), 404, "not_found");

    [Theory]
    [InlineData("{}", "application/json")]
    [InlineData("", "application/json")]
    [InlineData("", "application/x-www-form-urlencoded")]
    [InlineData("{broken", "application/json")]
    [InlineData("x", "application/octet-stream")]
    public async Task Cancel_AnyBody_IsIgnored(string body, string mediaType)
    {
        var id = await _api.Parses.QueuedAsync();
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);

        await ApiServer.ReadAsync(await _api.Client.PostAsync($"/v1/parses/{id}/cancel", content), 200);
    }

    private async Task<(string Outcome, JsonElement Parse)> CancelAsync(ParseId id, string? preference = null)
    {
        var response = await PostAsync(id, preference);
        var parse = await ApiServer.ReadAsync(response, 200);
        return (Assert.Single(response.Headers.GetValues("Cancellation-Outcome")), parse);
    }

    private Task<HttpResponseMessage> PostAsync(ParseId id, string? preference = null) =>
        _api.Client.SendAsync(HttpMethod.Post, $"/v1/parses/{id}/cancel", preference is null ? [] : [("Prefer", preference)]);

    private Task<bool> RequestedAsync(ParseId id) => Eventually.BecomesAsync(
        () => fixture.Database.ScalarAsync<bool>(
            "select cancel_requested_at is not null from parseworker.parses where id = $1", id.ToString()), asked => asked);

    private Task<string> StatusAsync(string id) =>
        fixture.Database.ScalarAsync<string>("select status from parseworker.parses where id = $1", id);
}
